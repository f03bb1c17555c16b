import { type RawBuilder, sql } from "kysely";
import type { StartLists } from "./calendar.ts";
import { segmentsIn, type Traded, wholeOf } from "./traded.ts";

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

const AGES = ["old", "recent"] as const;

const tableOf = (age: (typeof AGES)[number], part: number) => sql.table(`${BRIEF_ORDERS}_${age}_${part}`);

/** The orders of a part; those of the buckets that begin lately lie by themselves. */
export const briefOrders = (part: number, which: "all" | "recent"): RawBuilder<unknown> =>
  which === "recent"
    ? tableOf("recent", part)
    : sql`(select * from ${tableOf("old", part)} union all select * from ${tableOf("recent", part)})`;

/** Nobody needs them after a crash, which puts an end to the rebuild, so they go into no log. */
export function createBriefOrders({ recent }: StartLists, traded: Traded): readonly RawBuilder<unknown>[] {
  const parts = partsOf(traded);
  const since = sql.lit(new Date(recent).toISOString());
  const spans = { old: sql`(minvalue) to (${since})`, recent: sql`(${since}) to (maxvalue)` };
  return [
    sql`create table ${sql.table(BRIEF_ORDERS)}
      (placed_at timestamptz, value ${sql.raw(traded.amounts.type)}, segment integer, contact text collate "C")
      partition by range (placed_at)`,
    ...AGES.flatMap((age) => [
      sql`create table ${sql.table(`${BRIEF_ORDERS}_${age}`)} partition of ${sql.table(BRIEF_ORDERS)}
        for values from ${spans[age]} partition by hash (contact)`,
      ...parts.map(
        (
          part,
        ) => sql`create unlogged table ${tableOf(age, part)} partition of ${sql.table(`${BRIEF_ORDERS}_${age}`)}
          for values with (modulus ${sql.lit(parts.length)}, remainder ${sql.lit(part)})`,
      ),
    ]),
  ];
}

/** Of one half of the table `orders`. An order that moves from one to the other meanwhile is computed again at the end. */
export function writeBriefOrders(traded: Traded, half: "first" | "second"): RawBuilder<unknown> {
  const { byAudience, archived, amounts, pages } = traded;
  const isOfHalf = sql`o.ctid ${sql.raw(half === "first" ? "<" : ">=")} ${`(${Math.floor(pages / 2)},0)`}::tid`;
  const value = sql`case when o.refunded = 0 then o.total else o.total - o.refunded end`;
  const { segment, join } = segmentOf(traded);
  return sql`
    insert into ${sql.table(BRIEF_ORDERS)} (placed_at, value, segment, contact)
    select o.placed_at, ${wholeOf(value, amounts)}, ${segment}, o.contact
    from orders o
    ${byAudience ? sql`join contact c on c.id = o.contact` : sql``} ${join}
    where ${isOfHalf} and o.status = 'paid' and (o.refunded = 0 or o.refunded < o.total)
      ${archived ? sql`and not exists (select from contact a where a.id = o.contact and a.archived)` : sql``}`;
}

/** So few are told apart faster than looked up. */
const FEW_SEGMENTS = 8;

/** The number of an order's segment; null for one that is not known yet, which is computed again at the end. */
function segmentOf(traded: Traded): {
  readonly segment: RawBuilder<unknown>;
  readonly join: RawBuilder<unknown>;
} {
  const { segments, byAudience } = traded;
  if (segments.length === 0 || segments.length > FEW_SEGMENTS)
    return {
      segment: sql`s.segment`,
      join: sql`join ${segmentsIn(traded)} on s.store = o.store and s.currency = o.currency
        ${byAudience ? sql`and s.audience = c.audience` : sql``}`,
    };
  const cases = segments.map(
    ({ segment, audience, store, currency }) => sql`when o.store = ${store} and o.currency = ${currency}
      ${byAudience ? sql`and c.audience = ${audience}` : sql``} then ${sql.lit(segment)}`,
  );
  return { segment: sql`case ${sql.join(cases, sql` `)} end`, join: sql`` };
}
