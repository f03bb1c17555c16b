import { type History, inputKey } from "@trajet/compiler/program";
import { momentOf } from "./compare.ts";
import { durationIn } from "./durations.ts";
import type { Facts, PastEvent } from "./facts.ts";
import { type Ask, matchWith } from "./match.ts";
import { type Bounds, boundsSoFar, intersect, within } from "./periods.ts";
import type { Scope } from "./scope.ts";
import { isJsonRecord } from "./wire.ts";
import { unwitnessed } from "./witness.ts";
import { subtractDuration } from "./zoned.ts";

/**
 * Whether it happened so often in that stretch of time. An order that was told of several times was bought once. False,
 * whatever the number, where `since`, `before` or `within` is a missing value: nothing is known then.
 */
export function happened(history: History, scope: Scope, facts: Facts, ask: Ask): boolean {
  const bounds = boundsOf(history, scope, facts, ask);
  if (bounds === null) return false;
  const alone = unwitnessed(facts);
  const { bound, count } = history.times;
  const seen = new Set<string>();
  for (const event of facts.history(inputKey(history.trigger))) {
    if (within(bounds, event.at) && matchWith(history.trigger, event, scope, alone, ask))
      seen.add(idOf(event));
    if (bound === "at least" && seen.size >= count) break;
  }
  switch (bound) {
    case "at least":
      return seen.size >= count;
    case "at most":
      return seen.size <= count;
    case "exactly":
      return seen.size === count;
    default:
      return bound satisfies never;
  }
}

/** Of an order, the order's own id. */
function idOf(event: PastEvent): string {
  const order = event.body.order ?? null;
  return isJsonRecord(order) && typeof order.id === "string" ? `order ${order.id}` : event.id;
}

function boundsOf(history: History, scope: Scope, facts: Facts, ask: Ask): Bounds | null {
  const { now, zone } = facts;
  const moment = (expr: History["since"]) => (expr === null ? null : momentOf(ask(expr, facts), zone));
  const [since, before] = [moment(history.since), moment(history.before)];
  if ((history.since !== null && since === null) || (history.before !== null && before === null)) return null;
  const length = history.within && durationIn(history.within, (expr) => ask(expr, facts));
  if (history.within !== null && length === null) return null;
  const lately = length && subtractDuration(now, length, zone);
  const period =
    history.in === null ? { from: null, to: null } : boundsSoFar(history.in, now, zone, scope.weekStart ?? 1);
  return [
    { from: since, to: before },
    { from: lately, to: null },
  ].reduce(intersect, period);
}
