import type { Expression, HistoryExpression, Journey, Name, Step, Trigger } from "@trajet/grammar";
import { any, type Formula, not } from "../analyses/conditions/formula.ts";
import { type Knowledge, NOTHING_KNOWN } from "../analyses/conditions/knowledge.ts";
import { readCondition } from "../analyses/conditions/read.ts";
import { readsOf } from "../analyses/conditions/reading.ts";
import type { Check } from "../checks/check.ts";
import { checkOf } from "../checks/check-of.ts";
import { readingOf } from "../checks/conditions/judging.ts";
import { beginningOf, checkFragment, checkJourney } from "../checks/journeys/journey.ts";
import { checkMatch } from "../checks/journeys/match.ts";
import { aboutContacts, type Scope, withKnowledge } from "../checks/scope.ts";
import type { Model, ModelFile } from "../model/model.ts";

type Match = Extract<Step, { kind: "Match" }>;

/** What the conditions of a journey say, each read where it stands. */
export interface Readings {
  /** What is known where the steps begin. */
  readonly atEntry: Knowledge;
  /** What a condition of the journey, or of a fragment that it runs, says; `undefined` where nobody gets to it. */
  readonly formulaOf: (condition: Expression) => Formula | undefined;
  /** What each case of a match says of its subject, and its `else` behind them; `undefined` where nothing is told. */
  readonly casesOf: (step: Match) => readonly (Formula | undefined)[];
  /** What the outcome of a match hangs on. */
  readonly readsOf: (step: Match) => readonly string[];
  readonly check: Check;
  /** The scope of a step, but for what is known there. */
  readonly scope: Scope;
}

/** Goes through a journey without mistakes once more, and notes what names mean at each of its expressions. */
export function readingsOf(model: Model, journey: Journey): Readings {
  const scopes = new Map<Expression, Scope>();
  const check = silentCheck(model, model.fileOf(journey), scopes);
  checkJourney(journey, check);
  for (const fragment of model.symbols.fragments.values())
    checkFragment(fragment, silentCheck(model, model.fileOf(fragment), scopes));
  const scope = aboutContacts(journey.audience);
  const scopeAt = (expression: Expression): Scope => scopes.get(expression) ?? scope;
  return {
    atEntry: beginningOf(journey, check).scope.knowledge,
    formulaOf: (condition) => {
      const at = scopes.get(condition);
      return at === undefined ? undefined : readCondition(condition, readingOf(at, check));
    },
    casesOf: (step) => {
      const { knownIn, knownInRest } = checkMatch(
        step,
        withKnowledge(scopeAt(step.subject), NOTHING_KNOWN),
        check,
      );
      return [...step.cases.map(knownIn), knownInRest].map((told) => told?.known[0]?.formula);
    },
    readsOf: ({ subject }) => readsOf(subject, readingOf(scopeAt(subject), check)),
    check,
    scope,
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

/** What follows of the past where one of these has just happened: it has, since the entry. */
export function happenedFormula(readings: Readings, triggers: readonly Trigger[]): readonly Formula[] {
  const reading = readingOf(readings.scope, readings.check);
  const each = triggers.flatMap((trigger) => readCondition(didSinceEntry(trigger), reading) ?? []);
  // What does not happen for a while, and opens, which are of a sending, say nothing of the past.
  const isSaid = triggers.every(
    ({ act, negated }) => !negated && act.verb !== "open" && act.verb !== "click",
  );
  return isSaid && each.length === triggers.length ? [any(each)] : [];
}

/** `contact does Booked where …` → `contact did Booked since entry`. */
function didSinceEntry({ subject, act, span }: Trigger): HistoryExpression {
  const path: readonly Name[] = [{ kind: "Name", text: "entry", span }];
  const entry: Expression = { kind: "Reference", path, unfinished: false, span };
  return {
    kind: "History",
    subject: { kind: "Subject", name: subject, span },
    act,
    tense: "past",
    negated: false,
    where: undefined,
    whereParenthesized: false,
    times: undefined,
    when: undefined,
    since: entry,
    before: undefined,
    span,
  };
}

/** Says nothing: the journey has been checked. */
function silentCheck(model: Model, file: ModelFile, scopes: Map<Expression, Scope>): Check {
  const nothing = (): undefined => undefined;
  const note = (expression: Expression, scope: Scope): void => {
    scopes.set(expression, scope);
  };
  return checkOf(file, model, {
    report: nothing,
    refine: nothing,
    reportIn: nothing,
    isBroken: () => false,
    use: nothing,
    send: nothing,
    decide: nothing,
    typed: (expression, _, scope) => note(expression, scope),
    asked: note,
  });
}
