import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";

/** The first and the last moment that RFC 3339 and the database write with years of four digits. */
const FIRST = Date.parse("0001-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

export const isOfFourDigits = (at: Millis): boolean => at >= FIRST && at <= LAST;

/** A moment as a parameter; before the year 1 and behind 9999 there is nothing. */
export function stampOf(at: Millis): RawBuilder<unknown> {
  if (isOfFourDigits(at)) return sql`${new Date(at).toISOString()}::timestamptz`;
  return at > LAST ? sql`'infinity'::timestamptz` : sql`'-infinity'::timestamptz`;
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
