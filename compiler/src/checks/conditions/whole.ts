import type { Expression } from "@trajet/grammar";
import { type Formula, not } from "../../analyses/conditions/formula.ts";
import { forgettingName, type Knowledge, knowing } from "../../analyses/conditions/knowledge.ts";
import type { Branches, Check } from "../check.ts";
import { checkAct } from "../names/acts.ts";
import { type Scope, withKnowledge, withNames } from "../scope.ts";
import { constantValue, decidedIn } from "./decided.ts";
import { formulaOf, type Judging, readingOf } from "./judging.ts";
import { reportKnown } from "./known.ts";
import { reportLiterals } from "./literals.ts";
import { reportNeedless } from "./needless.ts";
import { joinedBy, simpleConditions } from "./parts.ts";

/** What a condition that stands by itself says, and what follows from either outcome. */
export interface Whole extends Branches {
  readonly formula: Formula;
  /** It has only this outcome where it stands, and that has been said. */
  readonly always: boolean | undefined;
}

export interface Asking {
  /** It says who belongs to some people, as a segment does, and not whom a journey takes. */
  readonly forPeople?: boolean;
  /** Names that are members of `entry` behind it. */
  readonly entryNames?: ReadonlySet<string>;
  /** What is known besides the branches before it; all that is known in the scope if left out. */
  readonly around?: Knowledge;
}

/** Checks a condition that stands by itself: its types, whether it decides anything, and whether each part of it does. */
export function wholeCondition(
  expression: Expression,
  scope: Scope,
  check: Check,
  asking: Asking = {},
): Whole {
  const { whenTrue, whenFalse } = check.condition(expression, scope);
  const judging: Judging = { check, reading: readingOf(scope, check, asking.entryNames) };
  const formula = formulaOf(expression, judging);
  const always = judge(
    expression,
    formula,
    { here: scope.knowledge, around: asking.around ?? scope.knowledge },
    judging,
  );
  reportLiterals(expression, asking.forPeople ?? false, judging);
  for (const simple of simpleConditions(expression)) checkFilter(simple, scope, check);
  const place = (message: string) => ({ file: check.file, span: expression.span, message });
  return {
    whenTrue: withKnowledge(whenTrue, knowing(scope.knowledge, formula, place("Here it is true."))),
    whenFalse: withKnowledge(whenFalse, knowing(scope.knowledge, not(formula), place("Here it is false."))),
    formula,
    always,
  };
}

/** The filter of a condition on the past is a condition by itself. */
function checkFilter(condition: Expression, scope: Scope, check: Check): void {
  if (condition.kind !== "History" || condition.where === undefined) return;
  const { members } = checkAct(condition.act, scope, check);
  const named = withNames(scope, Object.entries(members));
  const inside = withKnowledge(named, Object.keys(members).reduce(forgettingName, scope.knowledge));
  wholeCondition(condition.where, inside, check, { forPeople: true });
}

function judge(
  expression: Expression,
  formula: Formula,
  known: Parameters<typeof reportKnown>[2],
  judging: Judging,
): boolean | undefined {
  if (judging.check.isBroken(expression.span)) return undefined;
  const decided = decidedIn(expression, formula, judging);
  if (decided !== undefined) {
    const { at, value, why } = decided;
    judging.check.report("TJ4021", at.span, { always: value, why });
    return constantValue(formula);
  }
  const always = reportKnown(expression, formula, known, judging);
  const joined = joinedBy(expression);
  if (always === undefined && joined !== undefined) reportNeedless(joined, [], known, judging);
  return always;
}
