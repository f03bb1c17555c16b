import { type Kysely, sql } from "kysely";
import type { Draft } from "../engine/draft.ts";
import type { Json, Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { findContact, refusalOf } from "./contact-lookup.ts";
import type { OrderInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { orderEventId, reachedStates } from "./order-states.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * Takes an order in, or what has changed of one. The purchase itself is an event, once, when the order is first known to
 * be paid, and so is each state that it comes to; later changes correct what these events say of the order, since
 * conditions and measures read it there.
 */
export async function putOrder(ingest: Ingest, input: OrderInput): Promise<PutResult> {
  const refusal = await refusalOfOrder(ingest, input);
  if (refusal !== null) return { result: "rejected", reason: refusal };
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) ?? "" };
  const written = await ingest.onContact(
    found.id,
    async ({ draft }, tx) => {
      const saved = await saveOrder(tx, found.id, input);
      if (saved === "unchanged") return false;
      const body = { order: orderBody(input) };
      const isNew = saved === "inserted";
      const known = isNew ? new Set<string>() : await correct(tx, found.id, input, body);
      correctHistory(draft, known, body);
      for (const { id, key, at } of happenings(input, isNew, draft.now)) {
        if (!known.has(id)) receive(draft, { id, key, at, body, cause: null, depth: 0 });
      }
      return true;
    },
    momentOf(input),
  );
  return { result: written === true ? "written" : "unchanged", contact: found.id };
}

/** A purchase happened when it was made; of anything else that is told of an order, the moment is not known before. */
function momentOf({ status, reached, placedAt }: OrderInput): Millis | undefined {
  return status === "paid" && reached === undefined ? placedAt : undefined;
}

/** What the draft has loaded of these events says the same as the database from now on. */
function correctHistory(draft: Draft, ids: ReadonlySet<string>, body: { readonly order: Json }): void {
  if (ids.size === 0) return;
  draft.unsaid += 1;
  for (const events of draft.history.values()) {
    events.forEach((event, index) => {
      if (ids.has(event.id)) events[index] = { ...event, body };
    });
  }
}

async function refusalOfOrder(ingest: Ingest, input: OrderInput): Promise<string | null> {
  const store = ingest.project().stores[input.store];
  if (store === undefined) return `the project declares no store ${JSON.stringify(input.store)}`;
  if (store.currency !== input.currency) {
    return `store ${input.store} counts in ${store.currency}, the order is in ${input.currency}`;
  }
  const owner = await ingest.db
    .selectFrom("orders")
    .select("contact")
    .where("store", "=", input.store)
    .where("id", "=", input.id)
    .executeTakeFirst();
  if (owner === undefined) return null;
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one" || found.id === owner.contact) return null;
  return `order ${input.id} of ${input.store} belongs to another contact`;
}

/** The purchase, and the states that the order has come to, in the order in which they happened. */
function happenings(input: OrderInput, isNew: boolean, now: Millis) {
  const purchase = { id: orderEventId(input), key: "order", at: input.placedAt };
  const states = reachedStates(input, isNew, now).map(({ state, id, at }) => ({
    id,
    key: `order:${state}`,
    at,
  }));
  return input.status === "paid" ? [purchase, ...states] : states;
}

/** `unchanged` where nothing differs from what was there; a moment that is not told again stays. */
async function saveOrder(
  tx: Kysely<Schema>,
  contact: string,
  input: OrderInput,
): Promise<"inserted" | "changed" | "unchanged"> {
  const { shipped, fulfilled, cancelled, refunded } = input.reached ?? {};
  const { rows } = await sql<{ inserted: boolean }>`
    insert into orders (store, id, contact, total, refunded, currency, status, placed_at, items,
      shipped_at, fulfilled_at, cancelled_at, refunded_at)
    values (${input.store}, ${input.id}, ${contact}, ${input.total}, ${input.refunded ?? "0"}, ${input.currency},
      ${input.status}, ${stamp(input.placedAt)}, ${JSON.stringify(input.items ?? [])}::jsonb,
      ${stamp(shipped ?? null)}, ${stamp(fulfilled ?? null)}, ${stamp(cancelled ?? null)}, ${stamp(refunded ?? null)})
    on conflict (store, id) do update set total = excluded.total, refunded = excluded.refunded,
      status = excluded.status, placed_at = excluded.placed_at, items = excluded.items,
      shipped_at = coalesce(excluded.shipped_at, orders.shipped_at),
      fulfilled_at = coalesce(excluded.fulfilled_at, orders.fulfilled_at),
      cancelled_at = coalesce(excluded.cancelled_at, orders.cancelled_at),
      refunded_at = coalesce(excluded.refunded_at, orders.refunded_at)
    where (orders.total, orders.refunded, orders.status, orders.placed_at, orders.items,
        orders.shipped_at, orders.fulfilled_at, orders.cancelled_at, orders.refunded_at)
      is distinct from (excluded.total, excluded.refunded, excluded.status, excluded.placed_at, excluded.items,
        coalesce(excluded.shipped_at, orders.shipped_at), coalesce(excluded.fulfilled_at, orders.fulfilled_at),
        coalesce(excluded.cancelled_at, orders.cancelled_at), coalesce(excluded.refunded_at, orders.refunded_at))
    returning xmax = 0 as inserted
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) return "unchanged";
  return row.inserted ? "inserted" : "changed";
}

function orderBody(input: OrderInput): Json {
  return {
    id: input.id,
    store: input.store,
    total: { amount: input.total, currency: input.currency },
    status: input.status,
    placedAt: new Date(input.placedAt).toISOString(),
    ...(input.refunded !== undefined && { refunded: { amount: input.refunded, currency: input.currency } }),
    items: (input.items ?? []) as Json,
  };
}

/** Corrects what the order's events say of it, and answers which of them are there. */
async function correct(
  tx: Kysely<Schema>,
  contact: string,
  input: OrderInput,
  body: { readonly order: Json },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    update event set body = ${JSON.stringify(body)}::jsonb
    where contact = ${contact} and key in ('order', 'order:shipped', 'order:fulfilled', 'order:cancelled', 'order:refunded')
      and body->'order'->>'store' = ${input.store} and body->'order'->>'id' = ${input.id}
    returning id
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
