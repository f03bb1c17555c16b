import type { CompiledProject } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import type { Incoming } from "../engine/draft.ts";
import type { Json } from "../engine/facts.ts";
import { CART_CHANGES } from "../engine/watches/abandonment.ts";
import type { CartInput } from "../store/gateway.ts";

/** Why a cart is not taken; `null` where it fits its store. */
export function cartRefusal(input: CartInput, { stores }: Pick<CompiledProject, "stores">): string | null {
  const store = Object.hasOwn(stores, input.store) ? stores[input.store] : undefined;
  if (store === undefined) return `the project declares no store ${JSON.stringify(input.store)}`;
  if (store.currency === input.currency) return null;
  return `store ${input.store} counts in ${store.currency}, the cart is in ${input.currency}`;
}

/** The event of a cart that has changed, named by what it says: the same told again is known, a correction is not. */
export function cartChange(input: CartInput): Incoming {
  const cart = cartBody(input);
  const id = `cart:${input.store}:${input.id}:${hashOf(cart)}`;
  return { id, key: CART_CHANGES, at: input.updatedAt, body: { cart }, cause: null, depth: 0 };
}

function cartBody({ id, store, total, currency, url, updatedAt, items }: CartInput): Json {
  return {
    id,
    store,
    total: { amount: total, currency },
    ...(url !== undefined && { url }),
    updatedAt: new Date(updatedAt).toISOString(),
    items: items as Json,
  };
}
