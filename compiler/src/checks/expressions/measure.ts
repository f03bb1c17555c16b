import type { MeasureExpression, MeasureName, Period } from "@trajet/grammar";
import { type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { resolve } from "../names/declared.ts";
import { wholeNumber } from "./whole-numbers.ts";
import { checkDays } from "./written-values.ts";

export const IN_MONEY: ReadonlySet<MeasureName> = new Set([
  "total spent",
  "largest order",
  "average order value",
]);
/** These have no value for somebody who has not bought (often enough). */
export const MAY_BE_MISSING: ReadonlySet<MeasureName> = new Set([
  "largest order",
  "average order value",
  "average days between orders",
  "days since first order",
  "days since last order",
]);

/** `total spent from Boutique over last year`: money or a number. */
export function measureType(expression: MeasureExpression, check: Check): Type {
  const name = expression.measure.name;
  const store = resolve("stores", expression.store, check);
  if (expression.period !== undefined) checkPeriod(expression.period, check);
  if (expression.store !== undefined && store === undefined) return UNKNOWN;
  const optional = MAY_BE_MISSING.has(name) ? ({ optional: true } as const) : {};
  if (!IN_MONEY.has(name)) return { type: "number", ...optional };
  const currency = check.types.currency(expression.store?.text);
  if (currency === undefined && expression.store === undefined && check.symbols.stores.size > 1) {
    check.report("TJ7004", expression.span, { what: `"${name}" of any store` });
    return UNKNOWN;
  }
  return { type: "money", ...(currency === undefined ? {} : { currency }), ...optional };
}

/** Checks the days of a period, and that it does not end before it begins. */
export function checkPeriod(period: Period, check: Check): void {
  const { range } = period;
  if (range.kind === "rolling") wholeNumber(range.amount, 1, "a period", check);
  if (range.kind === "dates") checkDays(range.from, range.to, check);
}
