import { hashOf } from "./hash.ts";
import type { Trigger } from "./triggers.ts";
import type { Duration } from "./values.ts";

type AbandonsCart = Extract<Trigger, { on: "abandons cart" }>;

/** How long a cart is left alone where nobody says it: a condition asks only about carts that were. */
export const LEFT_ALONE: Duration = { hours: 1 };

/**
 * What a cart that is left alone for a time is known by, whichever journey asks. `timezone` is that of contacts who have
 * none.
 */
export function abandonmentName(trigger: AbandonsCart, timezone: string): string {
  return hashOf({ cart: trigger.for ?? LEFT_ALONE, store: trigger.store, timezone }).slice(0, 16);
}
