import type { OrderState } from "@trajet/compiler/program";
import { Decimal } from "decimal.js";
import type { Millis } from "../engine/facts.ts";
import type { OrderInput } from "../store/gateway.ts";

/** An order came to a state. `id` is the event's: the same however often, and in whichever order, it is told. */
export interface ReachedState {
  readonly state: OrderState;
  readonly id: string;
  readonly at: Millis;
}

export const orderEventId = ({ store, id }: Pick<OrderInput, "store" | "id">): string =>
  `order:${store}:${id}`;

/**
 * The states that an order has come to, earliest first: shipped and fulfilled where the sender says when, cancelled once,
 * refunded each time that more of it is given back. A state whose moment is not said is of now if the order was known
 * before; one that is told for the first time may be old, and is dated like the order itself, so that an import of the
 * past starts no journey.
 *
 * @param isNew the order was not known before
 */
export function reachedStates(input: OrderInput, isNew: boolean, now: Millis): ReachedState[] {
  const untold = isNew ? input.placedAt : now;
  const { shipped, fulfilled, cancelled, refunded } = input.reached ?? {};
  const amount = refundedOf(input);
  const refunds: readonly (readonly [OrderState, Millis | undefined, string?])[] =
    input.refunds === undefined
      ? [["refunded", amount.gt(0) ? (refunded ?? untold) : undefined, `:${amount}`]]
      : input.refunds.map(({ id, at }) => ["refunded", at, `:#${id}`]);
  const moments: readonly (readonly [OrderState, Millis | undefined, string?])[] = [
    ["shipped", shipped],
    ["fulfilled", fulfilled],
    ["cancelled", cancelled ?? (input.status === "cancelled" ? untold : undefined)],
    ...refunds,
  ];
  return moments
    .flatMap(([state, at, more = ""]) =>
      at === undefined ? [] : [{ state, at, id: `order.${state}:${input.store}:${input.id}${more}` }],
    )
    .sort((a, b) => a.at - b.at);
}

/** How much was given back: an order whose status alone says so was refunded as a whole. */
function refundedOf({ refunded, status, total }: OrderInput): Decimal {
  if (refunded !== undefined) return new Decimal(refunded);
  return new Decimal(status === "refunded" ? total : 0);
}
