import type { Expression } from "@trajet/grammar";
import { mayDecide } from "../../analyses/conditions/families.ts";
import { type Formula, not } from "../../analyses/conditions/formula.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import { unwrap } from "../expressions/assign.ts";
import { formulaOf, type Judging } from "./judging.ts";
import { joinedBy, partsOf } from "./parts.ts";
import { whyDecided } from "./why.ts";

/** A condition that is always true or always false, where it is seen, and why as a clause. */
export interface Decided {
  readonly value: boolean;
  readonly why: string;
  readonly at: Expression;
}

/** Whether a formula is always true or always false. */
export function constantValue(formula: Formula): boolean | undefined {
  if (formula.kind === "constant") return formula.value;
  if (formula.kind === "is" && formula.variable.link.kind !== "defined") return undefined;
  if (!mayDecide(formula)) return undefined;
  if (isImpossible([formula], { withMeanings: true })) return false;
  return isImpossible([not(formula)], { withMeanings: true }) ? true : undefined;
}

/** The smallest condition in it that leaves it only one outcome. */
export function decidedIn(expression: Expression, formula: Formula, judging: Judging): Decided | undefined {
  const value = constantValue(formula);
  return value === undefined ? undefined : decidedBy(unwrap(expression), value, judging);
}

function decidedBy(expression: Expression, value: boolean, judging: Judging): Decided {
  const inner = expression.kind === "Not" ? [expression.operand] : innerOf(expression);
  for (const part of inner) {
    const decided = decidedIn(part, formulaOf(part, judging), judging);
    if (decided !== undefined && (expression.kind === "Not" || decided.value === value)) return decided;
  }
  return { value, why: whyDecided(expression, value, judging), at: expression };
}

function innerOf(expression: Expression): readonly Expression[] {
  const joined = joinedBy(expression);
  return joined === undefined ? [] : partsOf(joined).map((part) => part.expression);
}
