import type { Expr } from "@trajet/compiler/program";
import { calculate } from "./arithmetic.ts";
import { compare, equals, momentOf } from "./compare.ts";
import { consentTo } from "./consent-status.ts";
import type { Facts } from "./facts.ts";
import { happened } from "./history.ts";
import { measure } from "./measures.ts";
import { matchesPattern } from "./patterns.ts";
import { resolve } from "./references.ts";
import type { Scope } from "./scope.ts";
import { date, isList, isTagged, moment, ofConstant, record, type Value, ValueError } from "./value.ts";
import { dateIn, momentAt, subtractDuration } from "./zoned.ts";

export type { Names } from "./facts.ts";
export type { Scope } from "./scope.ts";

/**
 * What an expression is worth. A missing value is `null`; a comparison, a containment or a match with one is false (`!=`
 * is true if the other value is set), and arithmetic with one is missing. Throws a `ValueError` where the facts, or the
 * expression, are not what the program says: a field stored as a number that is a text now, a segment that it lacks.
 */
export function evaluate(expr: Expr, program: Scope, facts: Facts): Value {
  const value = worthOf(expr, program, facts);
  facts.witness?.(expr, value);
  return value;
}

function worthOf(expr: Expr, program: Scope, facts: Facts): Value {
  const ask = (one: Expr, seen: Facts = facts) => evaluate(one, program, seen);
  switch (expr.op) {
    case "constant":
      return ofConstant(expr.value);
    case "get":
      return resolve(expr.root, expr.path, program, facts, expr.out);
    case "now":
      return moment(facts.now);
    case "today":
      return date(dateIn(facts.zone, facts.now));
    case "entered":
      return facts.entry && moment(facts.entry.at);
    case "ago":
      return moment(subtractDuration(facts.now, expr.duration, facts.zone));
    case "and":
      return expr.all.every((one) => ask(one) === true);
    case "or":
      return expr.all.some((one) => ask(one) === true);
    case "not":
      return ask(expr.of) !== true;
    case "fallback":
      return ask(expr.value) ?? ask(expr.otherwise);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(expr.op, ask(expr.left), ask(expr.right), facts.zone);
    case "+":
    case "-":
    case "*":
    case "/":
      return calculate(expr.op, ask(expr.left), ask(expr.right), facts.zone);
    case "contains":
      return contains(ask(expr.left), ask(expr.right), facts.zone);
    case "starts with":
      return onTexts(ask(expr.left), ask(expr.right), (text, start) => text.startsWith(start));
    case "ends with":
      return onTexts(ask(expr.left), ask(expr.right), (text, end) => text.endsWith(end));
    case "matches":
      return onTexts(ask(expr.value), expr.pattern, (text, pattern) => matchesPattern(pattern, text));
    case "between":
      return isBetween(ask(expr.value), ask(expr.low), ask(expr.high), facts.zone);
    case "is set":
      return ask(expr.value) !== null;
    case "in":
      return contains(ask(expr.list), ask(expr.value), facts.zone);
    case "list":
      return expr.items.map((item) => ask(item));
    case "at":
      return at(ask(expr.date), ask(expr.time), facts.zone);
    case "has tag":
      return facts.contact.tags.has(expr.tag);
    case "in group":
      return facts.contact.groups.has(`${expr.category}/${expr.group}`);
    case "in segment":
      return ask(conditionOf(expr.segment, program)) === true;
    case "in journey":
      return facts.journeys.has(expr.journey);
    case "subscribed":
      return consentTo(expr.channel, facts.contact, isGiven(expr.to && ask(expr.to))) === "subscribed";
    case "entry is":
      return facts.entry?.kind === expr.kind;
    case "history":
      return happened(expr.history, program, facts, ask);
    case "measure":
      return measure(expr, program, facts);
    case "in loyalty":
      return isInList(expr, facts);
    case "object":
      return record(Object.entries(expr.fields).map(([name, field]) => [name, ask(field)]));
    case "in custom audience":
      return facts.contact.customAudiences?.has(expr.customAudience) ?? false;
    default:
      return expr satisfies never;
  }
}

/** A condition: only `true` is true, a missing value is not. */
export function truth(expr: Expr, program: Scope, facts: Facts): boolean {
  return evaluate(expr, program, facts) === true;
}

/** By the latest list. */
function isInList({ query, tier }: Extract<Expr, { op: "in loyalty" }>, { contact }: Facts): boolean {
  const place = contact.lists?.get(query);
  return place !== undefined && (tier === null || place.tier === tier);
}

/** Of a list, an element; of a text, a part of it. */
function contains(whole: Value, part: Value, zone: string): boolean {
  if (whole !== null && isList(whole)) return whole.some((item) => equals(item, part, zone));
  return onTexts(whole, part, (text, wanted) => text.includes(wanted));
}

const onTexts = (left: Value, right: Value, test: (left: string, right: string) => boolean): boolean =>
  typeof left === "string" && typeof right === "string" && test(left, right);

const isBetween = (value: Value, low: Value, high: Value, zone: string): boolean =>
  compare(">=", value, low, zone) && compare("<=", value, high, zone);

/** A date and a time of day; of a moment in the date's place, the day on which it falls. */
function at(day: Value, time: Value, zone: string): Value {
  if (day === null || time === null) return null;
  const start = momentOf(day, zone);
  if (start === null || !isTagged(time) || time.type !== "time") {
    throw new ValueError("`at` joins a date and a time of day");
  }
  const onDay = isTagged(day) && day.type === "date" ? day.date : dateIn(zone, start);
  return moment(momentAt(onDay, time.time, zone));
}

function conditionOf(segment: string, program: Scope): Expr {
  const condition = program.people && Object.hasOwn(program.people, segment) ? program.people[segment] : null;
  if (!condition) throw new ValueError(`the program lacks the segment ${segment}, about which it asks`);
  return condition;
}

/** Whether a further channel has an address; the built-in ones have no such expression. */
const isGiven = (address: Value | undefined): boolean => typeof address === "string" && address !== "";
