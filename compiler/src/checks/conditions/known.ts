import type { Expression } from "@trajet/grammar";
import { type Formula, not } from "../../analyses/conditions/formula.ts";
import { type Fact, type Knowledge, relevant } from "../../analyses/conditions/knowledge.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import { type Judging, reasons } from "./judging.ts";

const QUESTION = { withMeanings: true };

/** What is known where a condition stands. */
export interface Known {
  /** All of it. */
  readonly here: Knowledge;
  /**
   * What is known besides the branches before it in the same `if`. Written out once more, what those say makes a
   * condition easier to read, and is no mistake.
   */
  readonly around: Knowledge;
}

/** Reports a condition that has only one outcome where it stands, though not everywhere. */
export function reportKnown(
  expression: Expression,
  formula: Formula,
  known: Known,
  { check }: Judging,
): boolean | undefined {
  const never = conflict(known.here, [formula]);
  const always = never === undefined ? conflict(known.around, [not(formula)]) : undefined;
  const related = never ?? always;
  if (related === undefined) return undefined;
  const value = never === undefined;
  check.report("TJ4100", expression.span, { always: value }, { related });
  return value;
}

/** The places that tell that formulas are impossible; `undefined` if they are possible, or nobody gets here at all. */
export function conflict(
  knowledge: Knowledge,
  formulas: readonly Formula[],
): ReturnType<typeof reasons> | undefined {
  const known = relevant(knowledge, formulas);
  if (known.length === 0) return undefined;
  const told = formulasOf(known);
  if (!isImpossible([...told, ...formulas], QUESTION) || isImpossible(told, QUESTION)) return undefined;
  return reasons(known, formulas);
}

export function formulasOf(knowledge: readonly Fact[]): readonly Formula[] {
  return knowledge.map(({ formula }) => formula);
}
