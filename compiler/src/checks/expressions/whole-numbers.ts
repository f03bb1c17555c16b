import type { NumberLiteral } from "@trajet/grammar";
import type { Check } from "../check.ts";

/** Checks that a count is whole and not less than `least`; gives it, `undefined` when it is not. */
export function wholeNumber(
  literal: NumberLiteral | undefined,
  least: number,
  what: string,
  check: Check,
): number | undefined {
  if (literal === undefined) return undefined;
  const value = Number(literal.text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  check.report("TJ3019", literal.span, { found: literal.text, least, what });
  return undefined;
}
