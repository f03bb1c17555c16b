import { type Expr, inputKey } from "@trajet/compiler/program";
import { partsOf } from "@trajet/compiler/program/visit";
import { momentOf, orderOf } from "../compare.ts";
import type { Facts, Millis, PastEvent } from "../facts.ts";
import { type Ask, candidates, matchWith } from "../match.ts";
import { engagements } from "../measures.ts";
import { countedOrders } from "../orders.ts";
import type { Scope } from "../scope.ts";
import { isTagged, type Value } from "../value.ts";
import { addDuration, addToDate, dateIn, nominalMillis, wholeDays } from "../zoned.ts";
import { crossings, dateCrossings, nextQuarter } from "./crossings.ts";
import { dependsOnTime, type Moving, movingOf, pastBy, triggerDependsOnTime } from "./moving.ts";
import { type Clock, earliestAfter, nextCrossing, nextInPeriod } from "./windows.ts";

const DAY = 86_400_000;
/** How far ahead what moves in no known way is looked at, in quarters of an hour: a day. */
const QUARTERS_AHEAD = 96;

type Comparison = Extract<Expr, { readonly op: "==" | "!=" | "<" | "<=" | ">" | ">=" }>;

/**
 * The first moment after now at which something inside a condition can change by time alone: at each moment before it, all
 * is as it is now. Whether the condition itself changes there is another question.
 */
export function flipPoint(expr: Expr, scope: Scope, facts: Facts, ask: Ask): Millis | null {
  if (!dependsOnTime(expr, scope)) return null;
  const point = (one: Expr): Millis | null => flipPoint(one, scope, facts, ask);
  switch (expr.op) {
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ofComparison(expr, scope, facts, ask);
    case "between": {
      const { value, low, high } = expr;
      const sides: readonly Comparison[] = [
        { op: ">=", left: value, right: low },
        { op: "<=", left: value, right: high },
      ];
      return earliestAfter(facts.now, sides.map(point));
    }
    case "in segment": {
      const inner = scope.people?.[expr.segment];
      return inner === undefined ? null : point(inner);
    }
    case "history":
      return ofHistory(expr.history, scope, facts, ask);
    case "measure":
      return ofMeasure(expr, scope, facts);
    case "today":
      return ofDays(facts);
    case "now":
    case "ago":
      return nextQuarter(facts.now);
    default:
      return earliestAfter(facts.now, partsOf(expr).map(point));
  }
}

function clockOf(scope: Scope, { now, zone }: Facts): Clock {
  return { now, zone, weekStart: scope.weekStart ?? 1 };
}

function ofDays({ now, zone }: Facts): Millis | null {
  return earliestAfter(now, dateCrossings([], addToDate(dateIn(zone, now), { days: 1 }), zone));
}

function ofComparison(expr: Comparison, scope: Scope, facts: Facts, ask: Ask): Millis | null {
  const value = (one: Expr) => ask(one, facts);
  const left = movingOf(expr.left, scope, value);
  const right = movingOf(expr.right, scope, value);
  const known =
    right.as === "still"
      ? beside(left, value(expr.right), scope, facts, value)
      : left.as === "still"
        ? beside(right, value(expr.left), scope, facts, value)
        : undefined;
  return known === undefined ? bySearch(expr, scope, facts, ask) : earliestAfter(facts.now, known);
}

/** When what moves can come past a value that stands still; `undefined` where that is not known. */
function beside(
  moving: Moving,
  still: Value,
  scope: Scope,
  facts: Facts,
  value: (expr: Expr) => Value,
): readonly Millis[] | undefined {
  const { zone } = facts;
  switch (moving.as) {
    case "moment": {
      const at = momentOf(still, zone);
      return at === null ? [] : crossings(moving.shift, at, zone);
    }
    case "date": {
      const at = momentOf(still, zone);
      return at === null ? [] : dateCrossings(moving.shift, dateIn(zone, at), zone);
    }
    case "span":
      return besideSpan(moving, still, value(moving.from), zone);
    case "days":
      return besideDays(moving.measure, still, scope, facts);
    case "still":
      return [];
    case "other":
      return undefined;
    default:
      return moving satisfies never;
  }
}

/** `now - contact.createdAt > 30 days`: at the moment that is so long after the fixed one. */
function besideSpan(
  { of, shift, sign }: Extract<Moving, { as: "span" }>,
  still: Value,
  from: Value,
  zone: string,
): readonly Millis[] | undefined {
  if (!isTagged(still) || still.type !== "duration") return undefined;
  const length = sign * nominalMillis(still.duration);
  if (of === "date") {
    if (!isTagged(from) || from.type !== "date") return undefined;
    const days = Math.floor(length / DAY);
    return [days, days + 1].flatMap((count) =>
      dateCrossings(shift, addToDate(from.date, { days: count }), zone),
    );
  }
  const start = momentOf(from, zone);
  return start === null ? undefined : crossings(shift, start + length, zone);
}

function besideDays(
  measure: Extract<Expr, { op: "measure" }>,
  still: Value,
  scope: Scope,
  facts: Facts,
): readonly Millis[] {
  if (typeof still !== "number") return [];
  const days = Math.floor(still);
  return ordersOf(measure, facts)
    .flatMap((placedAt) =>
      [days - 1, days, days + 1, days + 2].map((count) => addDuration(placedAt, { days: count }, facts.zone)),
    )
    .concat(inPeriod(measure, scope, facts) ?? []);
}

const inPeriod = (measure: Extract<Expr, { op: "measure" }>, scope: Scope, facts: Facts) =>
  measure.period === null
    ? null
    : nextInPeriod(ordersOf(measure, facts), measure.period, clockOf(scope, facts));

/** When what a measure may count happened: orders were placed, messages opened or clicked. */
function ordersOf(measure: Extract<Expr, { op: "measure" }>, facts: Facts): readonly Millis[] {
  if (measure.measure === "opens" || measure.measure === "clicks")
    return engagements(measure.measure, facts).map((event) => event.at);
  return countedOrders(facts.history("order"))
    .filter((order) => measure.store === null || order.store === measure.store)
    .map((order) => order.placedAt);
}

function ofMeasure(measure: Extract<Expr, { op: "measure" }>, scope: Scope, facts: Facts): Millis | null {
  const { now, zone } = facts;
  const turns = measure.measure.startsWith("days since")
    ? ordersOf(measure, facts).map((placedAt) => {
        const days = wholeDays(placedAt, now, zone) + 1;
        return addDuration(placedAt, { days }, zone);
      })
    : [];
  return earliestAfter(now, [...turns, inPeriod(measure, scope, facts)]);
}

function ofHistory(
  history: Extract<Expr, { op: "history" }>["history"],
  scope: Scope,
  facts: Facts,
  ask: Ask,
): Millis | null {
  const { trigger } = history;
  const clock = clockOf(scope, facts);
  const value = (one: Expr) => ask(one, facts);
  const all = facts.history(inputKey(trigger));
  const moving = triggerDependsOnTime(trigger, scope);
  const meant = moving ? all : all.filter((event) => matchWith(trigger, event, scope, facts, ask) !== null);
  const moments = meant.map((event) => event.at);
  const points: (Millis | null)[] = [];
  const lately = history.within === null ? null : pastBy(history.within, value);
  if (lately !== null) points.push(nextCrossing(moments, lately, clock));
  if (history.in !== null) points.push(nextInPeriod(moments, history.in, clock));
  for (const edge of [history.since, history.before]) {
    if (edge !== null && dependsOnTime(edge, scope)) points.push(ofEdge(edge, moments, scope, facts, ask));
  }
  if (moving) points.push(...all.map((event) => ofFilter(trigger, event, scope, facts, ask)));
  return earliestAfter(facts.now, points);
}

/** `before 120 days ago`: when an event comes to lie on the other side of an edge that moves. */
function ofEdge(edge: Expr, moments: readonly Millis[], scope: Scope, facts: Facts, ask: Ask): Millis | null {
  const moving = movingOf(edge, scope, (one) => ask(one, facts));
  if (moving.as === "moment") return nextCrossing(moments, moving.shift, clockOf(scope, facts));
  const { zone } = facts;
  if (moving.as === "date") {
    const found = moments.flatMap((at) => dateCrossings(moving.shift, dateIn(zone, at), zone));
    return earliestAfter(facts.now, found);
  }
  const sides = (now: Millis): string => {
    const at = momentOf(ask(edge, { ...facts, now }), zone);
    return at === null ? "" : moments.map((moment) => (moment < at ? "<" : ">")).join("");
  };
  return searched(facts.now, sides);
}

/** A filter that goes with the clock, asked of one event. */
function ofFilter(
  trigger: Extract<Expr, { op: "history" }>["history"]["trigger"],
  event: PastEvent,
  scope: Scope,
  facts: Facts,
  ask: Ask,
): Millis | null {
  const parts = [trigger.where, trigger.on === "changes" ? trigger.to : null].filter((part) => part !== null);
  const points = candidates(trigger, event, scope, facts, ask).flatMap((occurrence) => {
    const inside: Facts = { ...facts, occurrence, entry: facts.entry ?? occurrence };
    return parts.map((part) => flipPoint(part, scope, inside, ask));
  });
  const change =
    trigger.on === "changes" && trigger.to !== null ? flipPoint(trigger.to, scope, facts, ask) : null;
  return earliestAfter(facts.now, [...points, change]);
}

/** Both sides move, or one in a way of its own: between two changes of the clocks, one passes the other at most once. */
function bySearch(expr: Comparison, scope: Scope, facts: Facts, ask: Ask): Millis | null {
  const side = (now: Millis): string => {
    const seen = { ...facts, now };
    return String(Math.sign(orderOf(ask(expr.left, seen), ask(expr.right, seen), facts.zone) ?? Number.NaN));
  };
  const sides = [expr.left, expr.right];
  const steps = sides.filter((part) => !isContinuous(part)).map((part) => flipPoint(part, scope, facts, ask));
  // What goes in steps is between them as it is now.
  if (steps.length === sides.length) return earliestAfter(facts.now, steps);
  return earliestAfter(facts.now, [...steps, searched(facts.now, side)]);
}

/** Whether the clock itself is read, and not only counted by. */
function isContinuous(expr: Expr): boolean {
  return expr.op === "now" || expr.op === "ago" || partsOf(expr).some(isContinuous);
}

/** The first moment at which an answer differs from that of now, or a day later. */
function searched(now: Millis, answer: (now: Millis) => string): Millis {
  const before = answer(now);
  let low = now;
  for (let quarter = 0; quarter < QUARTERS_AHEAD; quarter += 1) {
    const high = nextQuarter(low);
    if (answer(high) !== before) return bisected(low, high, (at) => answer(at) !== before);
    low = high;
  }
  return low;
}

function bisected(low: Millis, high: Millis, differs: (at: Millis) => boolean): Millis {
  let [same, other] = [low, high];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (differs(middle)) other = middle;
    else same = middle;
  }
  return other;
}
