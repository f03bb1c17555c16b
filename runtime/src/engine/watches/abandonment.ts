import type { DurationOf } from "@trajet/compiler/program";
import type { Facts, Json, Millis, PastEvent } from "../facts.ts";
import type { Scope } from "../scope.ts";
import { isJsonList, isJsonRecord } from "../wire.ts";
import { addDuration } from "../zoned.ts";
import { lengthOf } from "./length.ts";

/** The key of a cart's changes, from which it follows that it was left alone. */
export const CART_CHANGES = "cart:changed";

export interface Abandonment {
  readonly kind: "abandonment";
  /** That of `abandonmentName`. */
  readonly name: string;
  readonly for: DurationOf;
  readonly store: string | null;
}

/** Whether the contact's cart was left alone for so long. */
export function isAbandoned(about: Abandonment, scope: Scope, facts: Facts): boolean {
  const due = abandonedFrom(about, scope, facts);
  return due !== null && facts.now >= due;
}

/** When it will have been, unless it changes or is bought before. */
export function nextAbandonment(about: Abandonment, scope: Scope, facts: Facts): Millis | null {
  const due = abandonedFrom(about, scope, facts);
  return due !== null && due > facts.now ? due : null;
}

/** The cart that counts, in wire form: of several, the one that changed last. */
export function cartThatCounts({ store }: Pick<Abandonment, "store">, facts: Facts): Json {
  return latestChange(store, facts)?.body.cart ?? null;
}

function abandonedFrom(about: Abandonment, scope: Scope, facts: Facts): Millis | null {
  const change = latestChange(about.store, facts);
  const cart = recordOf(change?.body.cart);
  if (change === undefined || !isJsonList(cart.items ?? null) || (cart.items as readonly Json[]).length === 0)
    return null;
  if (wasBought(change, facts)) return null;
  const length = lengthOf(about.for, scope, facts);
  return length === null ? null : addDuration(change.at, length, facts.zone);
}

function latestChange(store: string | null, { history, now }: Facts): PastEvent | undefined {
  return history(CART_CHANGES)
    .filter(({ at, body }) => at <= now && (store === null || recordOf(body.cart).store === store))
    .at(-1);
}

/** A purchase in the cart's store since its last change: a shop does not say of which cart an order came. */
function wasBought(change: PastEvent, { history, now }: Facts): boolean {
  const { store } = recordOf(change.body.cart);
  return history("order").some(({ at, body }) => {
    const order = recordOf(body.order);
    return at >= change.at && at <= now && order.store === store && order.status !== "cancelled";
  });
}

const recordOf = (json: Json | undefined) => (json !== undefined && isJsonRecord(json) ? json : {});
