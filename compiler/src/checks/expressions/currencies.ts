import type { Expression, Span } from "@trajet/grammar";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { unwrap } from "./unwrap.ts";

/** A value as it is written, and its type. */
export type Side = readonly [Expression, Type];

/** Money of a currency that is not known agrees with any. */
export function sameCurrency(left: Type, right: Type): boolean {
  return left.currency === undefined || right.currency === undefined || left.currency === right.currency;
}

/** Reports amounts of unlike currencies; of one that is written out, the other currency is offered. */
export function reportCurrencies(left: Side, right: Side, span: Span, check: Check): void {
  const [one, other] = [left[1].currency ?? "", right[1].currency ?? ""];
  const [literal, currency] =
    unwrap(right[0]).kind === "Money" ? [unwrap(right[0]), one] : [unwrap(left[0]), other];
  const text = literal.kind === "Money" ? `${literal.amount} ${currency}` : undefined;
  const edits = text === undefined ? [] : [{ file: check.file, span: literal.span, text }];
  const fixes = text === undefined ? [] : [{ id: "write-instead", title: `Write ${text}`, edits }];
  check.report("TJ3003", span, { left: one, right: other }, { fixes });
}
