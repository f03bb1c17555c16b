import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";

/** The database reads years of four digits. */
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

/** A moment as a parameter; behind the year 9999 there is nothing. */
export function stampOf(at: Millis): RawBuilder<unknown> {
  return at > LAST ? sql`'infinity'::timestamptz` : sql`${new Date(at).toISOString()}::timestamptz`;
}

/**
 * The orders as they were at a moment, as rows `o`: what was given back or cancelled later had not been, and what was
 * placed later was not there. A correction of an order counts from its beginning.
 */
export function ordersAsOf(asOf: Millis): RawBuilder<unknown> {
  const at = stampOf(asOf);
  return sql`(
    select store, id, contact, total, currency, placed_at, items,
      case when ended_at >= ${at} then 'paid' else status end as status,
      case when changed_at < ${at} then refunded
        else (select coalesce(max((one->>1)::numeric), 0) from jsonb_array_elements(refunds) one
          where (one->>0)::timestamptz < ${at}) end as refunded
    from orders where placed_at < ${at}
  ) o`;
}
