import { type RawBuilder, sql } from "kysely";
import { jsonb } from "../json-sql.ts";
import { type Traded, wholeOf } from "./traded.ts";

/**
 * The orders that count, as briefly as a rebuild needs them, in parts of the customers: all orders are read once, and what is
 * made of those of a part lies close together in the memory.
 */
export const BRIEF_ORDERS = "rollup_orders_next";

/** The orders of a part: about 600,000. */
const PAGES_OF_PART = 8_192;
const MOST_PARTS = 64;

/** The numbers of the parts, from 0. */
export const partsOf = ({ pages }: Traded): readonly number[] =>
  Array.from({ length: Math.min(MOST_PARTS, Math.floor(pages / PAGES_OF_PART) + 1) }, (_, part) => part);

/** The table of a part. */
export const briefOrders = (part: number): RawBuilder<unknown> => sql.table(`${BRIEF_ORDERS}_${part}`);

/** Nobody needs them after a crash, which puts an end to the rebuild, so they go into no log. */
export function createBriefOrders(traded: Traded): readonly RawBuilder<unknown>[] {
  const parts = partsOf(traded);
  return [
    sql`create table ${sql.table(BRIEF_ORDERS)}
      (placed_at timestamptz, value ${sql.raw(traded.amounts.type)}, segment integer, contact text collate "C")
      partition by hash (contact)`,
    ...parts.map(
      (part) => sql`create unlogged table ${briefOrders(part)} partition of ${sql.table(BRIEF_ORDERS)}
        for values with (modulus ${sql.lit(parts.length)}, remainder ${sql.lit(part)})`,
    ),
  ];
}

/** Of one half of the table `orders`. An order that moves from one to the other meanwhile is computed again at the end. */
export function writeBriefOrders(traded: Traded, half: "first" | "second"): RawBuilder<unknown> {
  const { byAudience, amounts, pages } = traded;
  const isOfHalf = sql`o.ctid ${sql.raw(half === "first" ? "<" : ">=")} ${`(${Math.floor(pages / 2)},0)`}::tid`;
  return sql`
    insert into ${sql.table(BRIEF_ORDERS)} (placed_at, value, segment, contact)
    select o.placed_at, ${wholeOf(sql`o.total - o.refunded`, amounts)}, s.segment, o.contact
    from orders o
    ${byAudience ? sql`join contact c on c.id = o.contact` : sql``}
    join ${segmentsIn(traded)} on s.store = o.store and s.currency = o.currency
      ${byAudience ? sql`and s.audience = c.audience` : sql``}
    where ${isOfHalf} and o.status = 'paid' and (o.refunded = 0 or o.refunded < o.total)
      and not exists (select from contact a where a.id = o.contact and a.archived)`;
}

/** The segments as rows `s`. */
export const segmentsIn = ({ segments }: Traded): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${jsonb(segments)}) s (segment integer, audience text, store text, currency text)`;
