import type { NumberLiteral } from "@trajet/grammar";
import { LoweringError } from "./lowering.ts";

/** A number that counts something. The checks refuse others, but a project can turn them off. */
export function wholeOf(
  literal: NumberLiteral | undefined,
  what: string,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(literal?.text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new LoweringError(`${what} is ${literal?.text ?? "missing"}, which no program can hold`);
}
