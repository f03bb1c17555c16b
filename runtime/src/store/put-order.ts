import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { refusalOf } from "../intake/found.ts";
import { bodyOfOrder, happen, momentOfOrder, orderRefusal, ordersOwner } from "../intake/order-events.ts";
import { counted, isOutdated, withLaterRefunds } from "../intake/refunds.ts";
import { findContact } from "./contact-lookup.ts";
import type { OrderInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { knownOrder } from "./known-order.ts";
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
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) };
  const written = await ingest.onContact(
    found.id,
    async ({ draft }, tx) => {
      const before = await knownOrder(tx, input);
      if (isOutdated(input.updatedAt, before?.updatedAt)) return false;
      const whole = withLaterRefunds(input, before?.refunds ?? []);
      const saved = await saveOrder(tx, draft.contact.id, whole, draft.now);
      if (saved === "unchanged") return false;
      const isNew = saved === "inserted";
      const known = isNew ? new Set<string>() : await correct(tx, draft.contact.id, whole);
      happen(draft, whole, { isNew, known });
      return true;
    },
    momentOfOrder(input),
  );
  return { result: written === true ? "written" : "unchanged", contact: found.id };
}

async function refusalOfOrder(ingest: Ingest, input: OrderInput): Promise<string | null> {
  const refusal = orderRefusal(input, ingest.project());
  if (refusal !== null) return refusal;
  const owner = await ingest.db
    .selectFrom("orders")
    .select("contact")
    .where("store", "=", input.store)
    .where("id", "=", input.id)
    .executeTakeFirst();
  if (owner === undefined) return null;
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one" || found.id === owner.contact) return null;
  return ordersOwner(input);
}

/**
 * `unchanged` where nothing differs from what was there; a moment that is not told again stays. What was given back, and the
 * end of an order that was paid, are dated: as told, else as now, and for an order that is new, like the order itself.
 */
async function saveOrder(
  tx: Kysely<Schema>,
  contact: string,
  input: OrderInput,
  now: Millis,
): Promise<"inserted" | "changed" | "unchanged"> {
  const { shipped, fulfilled, cancelled, refunded } = input.reached ?? {};
  const refundedAt = stamp(refunded ?? now);
  const endedAt = input.status === "refunded" ? refundedAt : stamp(cancelled ?? now);
  const first = stamp(refunded ?? input.placedAt);
  // Without ids a refund is known by what has been given back by then.
  const each = input.refunds && counted(input.refunds).map(({ at, total, id }) => [stamp(at), total, id]);
  const all = each && JSON.stringify(each);
  const begun = all ?? JSON.stringify(Number(input.refunded ?? 0) > 0 ? [[first, input.refunded]] : []);
  const { rows } = await sql<{ inserted: boolean }>`
    insert into orders (store, id, contact, total, refunded, currency, status, placed_at, items,
      shipped_at, fulfilled_at, cancelled_at, refunded_at, refunds, ended_at, updated_at)
    values (${input.store}, ${input.id}, ${contact}, ${input.total}, ${input.refunded ?? "0"}, ${input.currency},
      ${input.status}, ${stamp(input.placedAt)}, ${JSON.stringify(input.items ?? [])}::jsonb,
      ${stamp(shipped ?? null)}, ${stamp(fulfilled ?? null)}, ${stamp(cancelled ?? null)}, ${stamp(refunded ?? null)},
      ${begun}::jsonb, ${input.status === "refunded" ? first : null}, ${stamp(input.updatedAt ?? null)})
    on conflict (store, id) do update set total = excluded.total, refunded = excluded.refunded,
      status = excluded.status, placed_at = excluded.placed_at, items = excluded.items,
      shipped_at = coalesce(excluded.shipped_at, orders.shipped_at),
      fulfilled_at = coalesce(excluded.fulfilled_at, orders.fulfilled_at),
      cancelled_at = coalesce(excluded.cancelled_at, orders.cancelled_at),
      refunded_at = case when excluded.refunded <> orders.refunded then ${refundedAt}
        else coalesce(excluded.refunded_at, orders.refunded_at) end,
      updated_at = coalesce(excluded.updated_at, orders.updated_at),
      refunds = case when ${all ?? null}::jsonb is not null then ${all ?? null}::jsonb
        when excluded.refunded = orders.refunded then orders.refunds else
        (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(orders.refunds) one
          where (one->>1)::numeric < excluded.refunded)
        || case when excluded.refunded = 0 then '[]'::jsonb
          else jsonb_build_array(jsonb_build_array(${refundedAt}::text, excluded.refunded::text)) end end,
      ended_at = case
        when excluded.status in ('paid', 'pending') then null
        when orders.ended_at is not null and excluded.status = orders.status
          then coalesce(case excluded.status when 'refunded' then excluded.refunded_at else excluded.cancelled_at end,
            orders.ended_at)
        when orders.status = 'paid' or excluded.status = 'refunded' then ${endedAt}::timestamptz
        else orders.ended_at end
    where (orders.total, orders.refunded, orders.status, orders.placed_at, orders.items,
        orders.shipped_at, orders.fulfilled_at, orders.cancelled_at, orders.refunded_at)
      is distinct from (excluded.total, excluded.refunded, excluded.status, excluded.placed_at, excluded.items,
        coalesce(excluded.shipped_at, orders.shipped_at), coalesce(excluded.fulfilled_at, orders.fulfilled_at),
        coalesce(excluded.cancelled_at, orders.cancelled_at), coalesce(excluded.refunded_at, orders.refunded_at))
      or excluded.updated_at > orders.updated_at or excluded.updated_at is not null and orders.updated_at is null
      or ${all ?? null}::jsonb <> orders.refunds
    returning xmax = 0 as inserted
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) return "unchanged";
  return row.inserted ? "inserted" : "changed";
}

/** Corrects what the order's events say of it, and answers which of them are there. */
async function correct(tx: Kysely<Schema>, contact: string, input: OrderInput): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    update event set body = ${JSON.stringify(bodyOfOrder(input))}::jsonb
    where contact = ${contact} and key in ('order', 'order:shipped', 'order:fulfilled', 'order:cancelled', 'order:refunded')
      and body->'order'->>'store' = ${input.store} and body->'order'->>'id' = ${input.id}
    returning id
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
