import type { DurationPart, Expression } from "@trajet/grammar";
import type { Constant, Duration, DurationOf } from "../program/types.ts";
import { exactDecimal } from "./decimal.ts";
import { type Lowering, LoweringError } from "./lowering.ts";

const UNITS = {
  second: "seconds",
  minute: "minutes",
  hour: "hours",
  day: "days",
  week: "weeks",
  month: "months",
  year: "years",
} as const;

/** The constant that a literal is, `undefined` for any other expression. */
export function constantOf(expression: Expression): Constant | undefined {
  switch (expression.kind) {
    case "Text":
      return expression.value;
    case "Boolean":
      return expression.value;
    case "Number":
      return Number(expression.text);
    case "Money":
      return { money: exactDecimal(expression.amount), currency: expression.currency };
    case "Time":
      return { time: paddedTime(expression.text) };
    case "Date":
      return { date: expression.text };
    case "Duration":
      return { duration: durationOf(expression.parts) };
    default:
      return undefined;
  }
}

/** `9:00` is `09:00`. */
function paddedTime(text: string): string {
  return text.length === 4 || text.length === 7 ? `0${text}` : text;
}

/** `1 hour 30 minutes`: the amounts of each unit, added up. */
export function durationOf(parts: readonly DurationPart[]): Duration {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return { [UNITS[first.unit]]: Number(first.amount) };
  return parts.reduce<Duration>((sum, { amount, unit }) => plus(sum, { [UNITS[unit]]: Number(amount) }), {});
}

/**
 * What an expression of durations and numbers that are written out comes to: `3 days`, `1 week + 12 hours`, `2 * 3 days`.
 * `undefined` for one that is known only when a run gets there.
 */
export function constantDuration(expression: Expression): Duration | undefined {
  switch (expression.kind) {
    case "Duration":
      return durationOf(expression.parts);
    case "Parenthesized":
      return constantDuration(expression.inner);
    case "Binary":
      return calculated(expression);
    default:
      return undefined;
  }
}

/** A duration as programs hold it: written out where it can be, else computed when it is needed. */
export function lowerDuration(expression: Expression, place: Lowering): DurationOf {
  return constantDuration(expression) ?? place.expression(expression, place);
}

/** The duration that stands where no run is there to compute it. */
export function fixedDuration(expression: Expression): Duration {
  const duration = constantDuration(expression);
  if (duration === undefined) throw new LoweringError("a duration outside of runs is not written out");
  return duration;
}

function calculated({
  operator,
  left,
  right,
}: Extract<Expression, { kind: "Binary" }>): Duration | undefined {
  const [one, other] = [constantDuration(left), constantDuration(right)];
  const [factor, by] = [numberOf(left), numberOf(right)];
  if (operator === "+" && one !== undefined && other !== undefined) return plus(one, other);
  if (operator === "-" && one !== undefined && other !== undefined) return plus(one, times(other, -1));
  if (operator === "*" && one !== undefined && by !== undefined) return times(one, by);
  if (operator === "*" && factor !== undefined && other !== undefined) return times(other, factor);
  if (operator === "/" && one !== undefined && by !== undefined) return divided(one, by);
  return undefined;
}

function numberOf(expression: Expression): number | undefined {
  if (expression.kind === "Parenthesized") return numberOf(expression.inner);
  return expression.kind === "Number" ? Number(expression.text) : undefined;
}

function plus(one: Duration, other: Duration): Duration {
  const units = Object.values(UNITS).filter((unit) => one[unit] !== undefined || other[unit] !== undefined);
  return Object.fromEntries(units.map((unit) => [unit, (one[unit] ?? 0) + (other[unit] ?? 0)]));
}

/** Half a month is a matter of the calendar: what does not come out even is left to the run. */
function divided(duration: Duration, by: number): Duration | undefined {
  const parts = Object.entries(duration).map(([unit, amount]) => [unit, amount / by] as const);
  return parts.every(([, amount]) => Number.isInteger(amount)) ? Object.fromEntries(parts) : undefined;
}

function times(duration: Duration, factor: number): Duration {
  return Object.fromEntries(Object.entries(duration).map(([unit, amount]) => [unit, amount * factor]));
}
