import type { Expression, Journey } from "@trajet/grammar";
import { type Formula, not } from "../analyses/conditions/formula.ts";
import type { Knowledge } from "../analyses/conditions/knowledge.ts";
import { readCondition } from "../analyses/conditions/read.ts";
import type { Check } from "../checks/check.ts";
import { readingOf } from "../checks/conditions/judging.ts";
import { expressionType } from "../checks/expressions/expression.ts";
import { conditionBranches } from "../checks/expressions/logic.ts";
import { beginningOf, checkFragment, checkJourney } from "../checks/journeys/journey.ts";
import { aboutContacts, type Scope } from "../checks/scope.ts";
import type { Model } from "../model/model.ts";

/** What the conditions of a journey say, each read where it stands. */
export interface Readings {
  /** What is known where the steps begin. */
  readonly atEntry: Knowledge;
  /** What a condition of the journey, or of a fragment that it runs, says; `undefined` where nobody gets to it. */
  readonly formulaOf: (condition: Expression) => Formula | undefined;
  readonly check: Check;
  /** The scope of a step, but for what is known there. */
  readonly scope: Scope;
}

/** Goes through a journey without mistakes once more, and notes what names mean at each of its conditions. */
export function readingsOf(model: Model, journey: Journey): Readings {
  const scopes = new Map<Expression, Scope>();
  const check = silentCheck(model, model.fileOf(journey), scopes);
  checkJourney(journey, check);
  for (const fragment of model.symbols.fragments.values())
    checkFragment(fragment, silentCheck(model, model.fileOf(fragment), scopes));
  return {
    atEntry: beginningOf(journey, check).scope.knowledge,
    formulaOf: (condition) => {
      const scope = scopes.get(condition);
      return scope === undefined ? undefined : readCondition(condition, readingOf(scope, check));
    },
    check,
    scope: aboutContacts(journey.audience),
  };
}

/** What follows where a condition was asked, and those before it were not true. */
export function outcomeFormulas(
  readings: Readings,
  condition: Expression | undefined,
  failed: readonly Expression[],
): readonly Formula[] {
  const no = failed.flatMap((each) => readings.formulaOf(each) ?? []).map(not);
  const yes = condition === undefined ? undefined : readings.formulaOf(condition);
  return yes === undefined ? no : [...no, yes];
}

/** Says nothing: the journey has been checked. */
function silentCheck(
  model: Model,
  { path, text }: { readonly path: string; readonly text: string },
  scopes: Map<Expression, Scope>,
): Check {
  const check: Check = {
    symbols: model.symbols,
    heads: model.heads,
    segments: model.segments,
    types: model.types,
    facts: model.facts,
    config: model.config,
    readFile: model.readFile,
    file: path,
    text,
    report: () => undefined,
    refine: () => undefined,
    reportIn: () => undefined,
    placeOf: (declaration) => model.fileOf(declaration).path,
    isBroken: () => false,
    use: () => undefined,
    send: () => undefined,
    decide: () => undefined,
    typeOf: (expression, scope) => expressionType(expression, scope, check),
    condition: (expression, scope) => {
      scopes.set(expression, scope);
      return conditionBranches(expression, scope, check);
    },
  };
  return check;
}
