import type { CompiledProject } from "@trajet/compiler/program";
import type { Draft } from "../engine/draft.ts";
import type { Json, Millis } from "../engine/facts.ts";
import { isoMoment } from "../engine/iso-moment.ts";
import { receive } from "../engine/react.ts";
import type { OrderInput } from "../store/gateway.ts";
import { orderEventId, reachedStates } from "./order-states.ts";

/** Why an order is not taken, whoever made it; `null` where it fits its store. */
export function orderRefusal(input: OrderInput, { stores }: Pick<CompiledProject, "stores">): string | null {
  const store = Object.hasOwn(stores, input.store) ? stores[input.store] : undefined;
  if (store === undefined) return `the project declares no store ${JSON.stringify(input.store)}`;
  if (store.currency === input.currency) return null;
  return `store ${input.store} counts in ${store.currency}, the order is in ${input.currency}`;
}

export const ordersOwner = ({ id, store }: OrderInput): string =>
  `order ${id} of ${store} belongs to another contact: tell it with the contact it came for, or merge the two`;

/** A purchase happened when it was made; of anything else that is told of an order, the moment is not known before. */
export function momentOfOrder({ status, reached, placedAt }: OrderInput): Millis | undefined {
  return status === "paid" && reached === undefined ? placedAt : undefined;
}

/**
 * Lets happen what is told of an order that is new or has changed: the purchase, and the states that it has come to. What
 * happened before says of the order the same as what happens now.
 *
 * @param known events of the order that are there already
 */
export function happen(
  draft: Draft,
  input: OrderInput,
  { isNew, known }: { readonly isNew: boolean; readonly known: ReadonlySet<string> },
): void {
  const body = bodyOfOrder(input);
  correctHistory(draft, known, body);
  for (const { id, key, at } of happenings(input, isNew, draft.now)) {
    if (!known.has(id)) receive(draft, { id, key, at, body, cause: null, depth: 0 });
  }
}

/** What the draft has loaded of these events says the same as the host from now on. */
function correctHistory(draft: Draft, ids: ReadonlySet<string>, body: { readonly order: Json }): void {
  if (ids.size === 0) return;
  draft.unsaid += 1;
  for (const events of draft.history.values()) {
    events.forEach((event, index) => {
      if (ids.has(event.id)) events[index] = { ...event, body };
    });
  }
}

/** The purchase, and the states that the order has come to, in the order in which they happened. */
export function happenings(input: OrderInput, isNew: boolean, now: Millis) {
  const purchase = { id: orderEventId(input), key: "order", at: input.placedAt };
  const states = reachedStates(input, isNew, now).map(({ state, id, at }) => ({
    id,
    key: `order:${state}`,
    at,
  }));
  return input.status === "paid" ? [purchase, ...states] : states;
}

export function bodyOfOrder(input: OrderInput): { readonly order: Json } {
  return {
    order: {
      id: input.id,
      store: input.store,
      total: { amount: input.total, currency: input.currency },
      status: input.status,
      placedAt: isoMoment(input.placedAt),
      ...(input.refunded !== undefined && { refunded: { amount: input.refunded, currency: input.currency } }),
      items: (input.items ?? []) as Json,
    },
  };
}
