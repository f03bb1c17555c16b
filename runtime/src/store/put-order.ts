import { type Kysely, sql } from "kysely";
import type { Json, Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { findContact, refusalOf } from "./contact-lookup.ts";
import type { OrderInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * Takes an order in, or what has changed of one. The purchase itself is an event, once, when the order is first known to
 * be paid; later changes correct what that event says of the order, since conditions and measures read it there.
 */
export async function putOrder(ingest: Ingest, input: OrderInput): Promise<PutResult> {
  const refusal = await refusalOfOrder(ingest, input);
  if (refusal !== null) return { result: "rejected", reason: refusal };
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) ?? "" };
  const written = await ingest.onContact(found.id, async ({ draft }, tx) => {
    if (!(await saveOrder(tx, found.id, input))) return false;
    const id = `order:${input.store}:${input.id}`;
    const body = { order: orderBody(input) };
    if (await isKnown(tx, id)) await correct(tx, id, body);
    else if (input.status === "paid") {
      receive(draft, { id, key: "order", at: input.placedAt, body, cause: null, depth: 0 });
    }
    return true;
  });
  return { result: written === true ? "written" : "unchanged", contact: found.id };
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

/** Answers whether anything differed from what was there. */
async function saveOrder(tx: Kysely<Schema>, contact: string, input: OrderInput): Promise<boolean> {
  const { rows } = await sql`
    insert into orders (store, id, contact, total, refunded, currency, status, placed_at, items)
    values (${input.store}, ${input.id}, ${contact}, ${input.total}, ${input.refunded ?? "0"}, ${input.currency},
      ${input.status}, ${stamp(input.placedAt as Millis)}, ${JSON.stringify(input.items ?? [])}::jsonb)
    on conflict (store, id) do update set total = excluded.total, refunded = excluded.refunded,
      status = excluded.status, placed_at = excluded.placed_at, items = excluded.items
    where (orders.total, orders.refunded, orders.status, orders.placed_at, orders.items)
      is distinct from (excluded.total, excluded.refunded, excluded.status, excluded.placed_at, excluded.items)
    returning id
  `.execute(tx);
  return rows.length > 0;
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

async function correct(tx: Kysely<Schema>, eventId: string, body: Json): Promise<void> {
  await tx
    .updateTable("event")
    .set({ body: JSON.stringify(body) })
    .where("id", "=", eventId)
    .execute();
}
