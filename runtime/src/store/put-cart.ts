import { hashOf } from "@trajet/compiler/program/hash";
import type { Json } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { CART_CHANGES } from "../engine/watches/abandonment.ts";
import { findContact, refusalOf } from "./contact-lookup.ts";
import type { CartInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";

/** Takes in how a cart has changed. That it was left alone follows from it by time, if nothing happens to it. */
export async function putCart(ingest: Ingest, input: CartInput): Promise<PutResult> {
  const store = ingest.project().stores[input.store];
  if (store === undefined) {
    return { result: "rejected", reason: `the project declares no store ${JSON.stringify(input.store)}` };
  }
  if (store.currency !== input.currency) {
    const reason = `store ${input.store} counts in ${store.currency}, the cart is in ${input.currency}`;
    return { result: "rejected", reason };
  }
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) ?? "" };
  const cart = cartBody(input);
  // Named by what it says: the same told again is known, a correction of the same moment is not.
  const id = `cart:${input.store}:${input.id}:${hashOf(cart)}`;
  const written = await ingest.onContact(found.id, async ({ draft }, tx) => {
    if (await isKnown(tx, id)) return false;
    receive(draft, { id, key: CART_CHANGES, at: input.updatedAt, body: { cart }, cause: null, depth: 0 });
    return true;
  });
  return { result: written === true ? "written" : "unchanged", contact: found.id };
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
