import { type RawBuilder, sql } from "kysely";
import type { Grain, StartLists } from "./calendar.ts";

/** A transaction of its own, and what it is called while it is under way. */
export interface Step {
  readonly step: string;
  readonly statements: readonly RawBuilder<unknown>[];
}

/** All time comes first: the buckets of the others go by its stores. */
const ORDER = ["all", "year", "quarter", "month", "week"] as const;

export function stepsFor(starts: StartLists): readonly Step[] {
  const grains = ORDER.map((grain) => ({
    step: grain === "all" ? "all time" : `${grain}s`,
    statements: [rowsOf(grain, starts)],
  }));
  const mark = Date.now().toString(36);
  return [
    { step: "buckets", statements: ORDER.map((grain) => bucketsOf(grain, starts)) },
    ...grains,
    { step: "customers", statements: [index(mark, "pk", sql`unique`, sql`bucket, customer`)] },
    {
      step: "by orders",
      statements: [index(mark, "orders", sql``, sql`bucket, orders desc, first, customer`)],
    },
    {
      step: "by total spent",
      statements: [index(mark, "spent", sql``, sql`bucket, spent desc, first, customer`)],
    },
    {
      step: "by average",
      statements: [index(mark, "average", sql``, sql`bucket, average desc, first, customer`)],
    },
    {
      step: "numbers of customers",
      statements: [
        sql`insert into rollup_count_next select bucket, rollup_shard(customer), count(*) from rollup_next group by 1, 2`,
        sql`alter table rollup_count_next add primary key (bucket, shard)`,
      ],
    },
  ];
}

function index(mark: string, name: string, kind: RawBuilder<unknown>, columns: RawBuilder<unknown>) {
  return sql`create ${kind} index ${sql.ref(`rollup_${mark}_${name}`)} on rollup_next (${columns})`;
}

/**
 * Of each store and audience those up to the last order: later ones are made when something is written to them. The numbers
 * of buckets stay, so that a ranking that has looked them up finds them in the new tables too.
 */
function bucketsOf(grain: Grain | "all", starts: StartLists): RawBuilder<unknown> {
  const wanted =
    grain === "all"
      ? sql`select a.audience, o.store, o.currency, 'all', '-infinity'::timestamptz
        from (select distinct audience from contact where audience <> '') a
        cross join (select distinct store, currency from orders) o`
      : sql`select b.audience, b.store, b.currency, ${grain}, g.start
        from rollup_bucket b cross join unnest(${starts[grain]}) g (start)
        where b.grain = 'all' and g.start <= (select max(changed_at) from orders)`;
  return sql`insert into rollup_bucket (audience, store, currency, grain, start) ${wanted} on conflict do nothing`;
}

/** The orders of a grain by customer and bucket; those of one store and currency at once. */
function rowsOf(grain: Grain | "all", starts: StartLists): RawBuilder<unknown> {
  const first = grain === "all" ? sql`` : sql`and o.placed_at >= (${starts[grain]})[1]`;
  const start =
    grain === "all" ? sql`'-infinity'::timestamptz` : sql`rollup_start(o.placed_at, ${starts[grain]})`;
  return sql`
    insert into rollup_next (bucket, customer, orders, spent, average, largest, first, last)
    select b.id, o.contact, o.orders, o.spent, round(o.spent::numeric(100, 30) / o.orders, 30), o.largest, o.first, o.last
    from (
      select o.contact, o.store, o.currency, ${start} as start, count(*)::int as orders, sum(o.total - o.refunded) as spent,
        max(o.total - o.refunded) as largest, min(o.placed_at) as first, max(o.placed_at) as last
      from orders o where o.status = 'paid' and (o.refunded = 0 or o.refunded < o.total) ${first}
      group by 1, 2, 3, 4
    ) o
    join contact c on c.id = o.contact and not c.archived
    join rollup_bucket b on b.audience = c.audience and b.store = o.store and b.currency = o.currency
      and b.grain = ${grain} and b.start = o.start`;
}
