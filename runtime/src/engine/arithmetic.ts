import type { Duration } from "@trajet/compiler/program";
import { addMoney, divideMoney, Exact, moneyRatio, negateMoney, scaleMoney } from "./money.ts";
import { date, isTagged, type Money, moment, type Span, span, type Value, ValueError } from "./value.ts";
import {
  addDuration,
  addToDate,
  daysBetween,
  isWholeDays,
  negated,
  scaled,
  startOfDate,
  subtractDuration,
} from "./zoned.ts";

type Operator = "+" | "-" | "*" | "/";

/** `undefined`: there is no such operation. */
type Outcome = Value | undefined;

/**
 * Arithmetic of two values on the clocks of `zone`. Anything with a missing value is missing; so are a division by zero
 * and a sum of unlike currencies. Numbers are computed as decimals: 0.1 + 0.2 is 0.3. Throws a `ValueError` for operands
 * that the checker does not let through.
 */
export function calculate(operator: Operator, left: Value, right: Value, zone: string): Value {
  if (left === null || right === null) return null;
  const outcome = dispatch(operator, left, right, zone);
  if (outcome !== undefined) return outcome;
  throw new ValueError(`${nameOf(left)} ${operator} ${nameOf(right)} is no operation`);
}

const nameOf = (value: Value) => (isTagged(value) ? value.type : typeof value);

function dispatch(operator: Operator, left: Value, right: Value, zone: string): Outcome {
  if (typeof left === "number" && typeof right === "number") return numbers(operator, left, right);
  // Only a product has its scale on the left: 2 * 5 EUR, 2 * 3 days.
  if (typeof left === "number") return operator === "*" ? dispatch("*", right, left, zone) : undefined;
  if (!isTagged(left)) return undefined;
  switch (left.type) {
    case "money":
      return amounts(operator, left, right);
    case "duration":
      return spans(operator, left, right, zone);
    case "date":
      return dates(operator, left.date, right, zone);
    case "moment":
      return moments(operator, left.at, right, zone);
    case "time":
    case "record":
      return undefined;
    default:
      return left satisfies never;
  }
}

function numbers(operator: Operator, left: number, right: number): Value {
  const exact = new Exact(left);
  switch (operator) {
    case "+":
      return exact.plus(right).toNumber();
    case "-":
      return exact.minus(right).toNumber();
    case "*":
      return exact.times(right).toNumber();
    case "/":
      return right === 0 ? null : exact.dividedBy(right).toNumber();
    default:
      return operator satisfies never;
  }
}

function amounts(operator: Operator, left: Money, right: Value): Outcome {
  if (typeof right === "number" && operator === "*") return scaleMoney(left, right);
  if (typeof right === "number" && operator === "/") return divideMoney(left, right);
  if (!isTagged(right) || right.type !== "money") return undefined;
  if (operator === "+") return addMoney(left, right);
  if (operator === "-") return addMoney(left, negateMoney(right));
  return operator === "/" ? moneyRatio(left, right) : undefined;
}

/** Durations keep their units apart: 1 month + 3 days is no number of hours until a date is known. */
function spans(operator: Operator, left: Span, right: Value, zone: string): Outcome {
  if (typeof right === "number" && operator === "*") return span(scaled(left.duration, right));
  if (typeof right === "number" && operator === "/") {
    return right === 0 ? null : span(scaled(left.duration, 1 / right));
  }
  if (!isTagged(right)) return undefined;
  if (right.type !== "duration") return operator === "+" ? dispatch("+", right, left, zone) : undefined;
  if (operator === "+") return span(sum(left.duration, right.duration));
  return operator === "-" ? span(sum(left.duration, negated(right.duration))) : undefined;
}

const UNITS = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;
const sum = (left: Duration, right: Duration): Duration =>
  Object.fromEntries(
    UNITS.map((unit) => [unit, (left[unit] ?? 0) + (right[unit] ?? 0)] as const).filter(
      ([, amount]) => amount !== 0,
    ),
  );

/** A date moved by whole days is a date; by hours, a moment. Two dates are so many days apart. */
function dates(operator: Operator, left: string, right: Value, zone: string): Outcome {
  if (!isTagged(right)) return undefined;
  if (right.type === "date" && operator === "-") return span({ days: daysBetween(right.date, left) });
  if (right.type !== "duration" || !isWholeDays(right.duration)) {
    return moments(operator, startOfDate(left, zone), right, zone);
  }
  if (operator === "+") return date(addToDate(left, right.duration));
  return operator === "-" ? date(addToDate(left, negated(right.duration))) : undefined;
}

/** Two moments are so many seconds apart. */
function moments(operator: Operator, left: number, right: Value, zone: string): Outcome {
  if (!isTagged(right)) return undefined;
  if (right.type === "duration") {
    if (operator === "+") return moment(addDuration(left, right.duration, zone));
    return operator === "-" ? moment(subtractDuration(left, right.duration, zone)) : undefined;
  }
  if (operator !== "-") return undefined;
  if (right.type === "moment") return span({ seconds: (left - right.at) / 1000 });
  return right.type === "date" ? moments("-", left, moment(startOfDate(right.date, zone)), zone) : undefined;
}
