import type { Trigger } from "@trajet/compiler/program";
import { evaluate } from "./evaluate.ts";
import type { Facts, Occurrence, PastEvent } from "./facts.ts";
import { matchWith } from "./match.ts";
import type { Scope } from "./scope.ts";

export { occurrenceOf } from "./match.ts";

/**
 * What the event is for the trigger; `null` if the trigger does not mean it: its key is another, the contact was
 * imported, the goods, the store or the value differ, or the filter says no.
 *
 * In the filter, `order`, `product` and `event` are the event's; of an order with several items, `product` is the first
 * that the trigger means and that passes the filter. `entry` is that of `facts`, or, where they have none as the filter
 * is that of a start, the event itself. Orders that are pending or cancelled are no purchases. `since entry` is not
 * looked at: which events a wait may see is the host's to say. Throws a `ValueError` for an event that is not what the
 * program says.
 */
export function matchTrigger(
  trigger: Trigger,
  event: PastEvent,
  program: Scope,
  facts: Facts,
): Occurrence | null {
  return matchWith(trigger, event, program, facts, (expr, seen) => evaluate(expr, program, seen));
}
