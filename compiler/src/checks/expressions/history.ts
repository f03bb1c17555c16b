import type { Expression, HistoryExpression } from "@trajet/grammar";
import { BOOLEAN, describe, isDay, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkAct } from "../names/acts.ts";
import { wrongTense } from "../names/tense.ts";
import { type Scope, withNames } from "../scope.ts";
import { unwrap } from "./assign.ts";
import { checkPeriod } from "./measure.ts";
import { checkStretch } from "./stretches.ts";
import { checkSubject } from "./subjects.ts";
import { wholeNumber } from "./whole-numbers.ts";

/** `contact bought any product from Boutique where (…) at least 3 times within 7 days` */
export function historyType(expression: HistoryExpression, scope: Scope, check: Check): Type {
  const { act } = expression;
  checkSubject(expression.subject.name, scope, check);
  if (expression.tense === "present") reportPresent(expression, check);
  const occurrence = checkAct(act, scope, check);
  if (expression.where !== undefined) {
    check.condition(expression.where, withNames(scope, Object.entries(occurrence.members)));
  }
  if (act.verb === "sign up" && act.includingImports) check.report("TJ4008", act.span, {});
  checkTimes(expression, check);
  checkWhen(expression, scope, check);
  return BOOLEAN;
}

function reportPresent(expression: HistoryExpression, check: Check): void {
  const { span, written, form, additions } = wrongTense(expression.act, expression.negated, "past", check);
  check.report("TJ4001", span, { written, past: form }, additions);
}

function checkTimes(expression: HistoryExpression, check: Check): void {
  const { times } = expression;
  if (times === undefined) return;
  const { count } = times;
  wholeNumber(count, times.bound === "at least" ? 1 : 0, "a number of times", check);
  if (expression.negated && count !== undefined) check.report("TJ4005", count.span, {});
}

function checkWhen(expression: HistoryExpression, scope: Scope, check: Check): void {
  const { when } = expression;
  if (when?.kind === "in") checkPeriod(when.period, check);
  if (when?.kind === "within") checkStretch(when.duration, "`within`", scope, check);
  if (expression.since !== undefined) checkInstant(expression.since, "since", scope, check);
  if (expression.before !== undefined) checkInstant(expression.before, "before", scope, check);
  checkBounds(expression, check);
}

/** `since` a day that is not before `before` leaves no time between them. */
function checkBounds({ since, before }: HistoryExpression, check: Check): void {
  const [from, to] = [since && unwrap(since), before && unwrap(before)];
  if (from?.kind !== "Date" || to?.kind !== "Date" || from.text < to.text) return;
  check.report("TJ3017", { start: from.span.start, end: to.span.end }, {});
}

/** What stands after `since` or `before`: a date or a moment. */
export function checkInstant(expression: Expression, word: string, scope: Scope, check: Check): void {
  const type = check.typeOf(expression, scope);
  if (type.unknown || isDay(type)) return;
  check.report("TJ3001", expression.span, {
    what: `\`${word}\``,
    expected: "date or a moment",
    found: describe(type),
  });
}
