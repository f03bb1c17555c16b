import type { Expression } from "@trajet/grammar";
import type { Instead } from "../../catalogue/advice.ts";
import { quote } from "../../diagnostics/fixes.ts";
import type { Additions } from "../../diagnostics/report.ts";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { unwrap } from "./unwrap.ts";

/** How values are written whose type somebody put into quotes by mistake. */
const WRITTEN: Partial<Readonly<Record<Type["type"], RegExp>>> = {
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  money: /^-?\d+(\.\d+)? [A-Z]{3}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d{1,2}:\d\d$/,
  moment: /^\d{4}-\d\d-\d\d( at \d{1,2}:\d\d)?$/,
  duration: /^\d+ (second|minute|hour|day|week|month|year)s?$/,
};

/** `undefined` where the value is no literal, or could not be of the type either. */
export function insteadOf(value: Expression, target: Type, check: Check): Instead | undefined {
  const literal = unwrap(value);
  if (target.list) return undefined;
  switch (literal.kind) {
    case "Text":
      if (WRITTEN[target.type]?.test(literal.value)) return { text: literal.value, lacks: "nothing" };
      return undefined;
    case "Number":
      return insteadOfNumber(literal.text, target, check);
    case "Date":
      return target.type === "moment" ? { text: `${literal.text} at 9:00`, lacks: "time" } : undefined;
    default:
      return undefined;
  }
}

function insteadOfNumber(text: string, target: Type, check: Check): Instead | undefined {
  switch (target.type) {
    case "duration":
      return { text: `${text} ${Number(text) === 1 ? "day" : "days"}`, lacks: "unit" };
    case "money":
      return { text: `${text} ${target.currency ?? check.config.currency ?? "EUR"}`, lacks: "currency" };
    case "time":
      return isHour(text) ? { text: `${text}:00`, lacks: "nothing" } : undefined;
    case "text":
      return { text: quote(text), lacks: "quotes" };
    default:
      return undefined;
  }
}

function isHour(text: string): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) < 24;
}

/** The quick fix that puts it there. */
export function writeInstead(value: Expression, instead: Instead | undefined, check: Check): Additions {
  if (instead === undefined) return {};
  const edits = [{ file: check.file, span: unwrap(value).span, text: instead.text }];
  return { fixes: [{ id: "write-instead", title: `Write ${instead.text}`, edits }] };
}
