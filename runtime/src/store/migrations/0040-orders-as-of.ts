import { type Kysely, sql } from "kysely";

/**
 * When an order changed, so that a ranking of an earlier moment counts it as it was then: a refund and a cancellation count
 * from their own time. `changed_at` is the moment from which the row says what holds.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // When an order that was paid was cancelled or refunded; each refund, with all that was given back by then.
  `alter table orders add column ended_at timestamptz, add column refunds jsonb not null default '[]'`,
  `update orders set refunds = jsonb_build_array(jsonb_build_array(coalesce(refunded_at, placed_at), refunded::text))
    where refunded > 0`,
  `update orders set ended_at = coalesce(refunded_at, placed_at) where status = 'refunded'`,
  `update orders set ended_at = cancelled_at where status = 'cancelled'
    and exists (select from event where event.id = 'order:' || orders.store || ':' || orders.id)`,
  `alter table orders add column changed_at timestamptz
    generated always as (greatest(placed_at, ended_at, refunded_at)) stored`,
  `create index orders_by_change on orders (changed_at)`,
];
