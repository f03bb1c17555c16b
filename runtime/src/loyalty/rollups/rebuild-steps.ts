import { type RawBuilder, sql } from "kysely";
import {
  BRIEF_ORDERS,
  briefOrders,
  createBriefOrders,
  partsOf,
  segmentsIn,
  writeBriefOrders,
} from "./brief-orders.ts";
import { GRAINS, type Grain, type StartLists } from "./calendar.ts";
import { amountOf, type Traded } from "./traded.ts";

/** A transaction of its own, and what it is called while it is under way. */
export interface Step {
  readonly step: string;
  readonly statements: readonly RawBuilder<unknown>[];
}

/** Steps that do not wait for each other: a server takes several at once. The longest come first. */
export type Stage = readonly Step[];

export function stagesFor(starts: StartLists, traded: Traded): readonly Stage[] {
  const parts = partsOf(traded);
  return [
    [
      {
        step: "buckets",
        statements: [
          ...(["all", ...GRAINS, "day"] as const).map((one) => bucketsOf(one, starts, traded)),
          ...createBriefOrders(traded),
        ],
      },
    ],
    (["first", "second"] as const).map((half) => ({
      step: `orders, ${half} half`,
      statements: [writeBriefOrders(traded, half)],
    })),
    parts.map((part) => ({
      step: `customers, part ${part + 1} of ${parts.length}`,
      statements: [
        yearsAndAllTime(part, starts, traded),
        ...(["quarter", "month", "week", "day"] as const).map((grain) => rowsOf(grain, part, starts, traded)),
      ],
    })),
    indexes(),
  ];
}

function indexes(): Stage {
  const mark = Date.now().toString(36);
  const byValue = (step: string, name: string, place: string) => ({
    step,
    statements: [
      sql`create index ${sql.ref(`rollup_${mark}_${name}`)} on rollup_next
        (${sql.raw(place)} desc, ${sql.ref(name)} desc, first) include (bucket) where bucket > 0`,
    ],
  });
  return [
    byValue("by average", "average", "rollup_place(bucket, average)"),
    byValue("by total spent", "spent", "rollup_place(bucket, spent)"),
    byValue("by orders", "orders", "rollup_place(bucket, orders, first)"),
    {
      step: "customers",
      statements: [
        sql`create unique index ${sql.ref(`rollup_${mark}_customers`)} on rollup_next
          (rollup_key(bucket, customer), customer)`,
      ],
    },
    {
      step: "numbers of customers",
      statements: [
        sql`drop table ${sql.table(BRIEF_ORDERS)}`,
        // Shards are for writers, who are many, and not for who reads.
        sql`insert into rollup_count_next select bucket, 0, count(*) from rollup_next group by 1`,
        sql`alter table rollup_count_next add primary key (bucket, shard)`,
      ],
    },
  ];
}

/**
 * Of each store and audience those up to the last order: later ones are made when something is written to them. The numbers
 * of buckets stay, so that a ranking that has looked them up finds them in the new tables too.
 */
function bucketsOf(grain: Grain | "all" | "day", starts: StartLists, traded: Traded): RawBuilder<unknown> {
  return sql`
    insert into rollup_bucket (id, audience, store, currency, grain, start)
    select rollup_bucket_id(${grain}), s.audience, s.store, s.currency, ${grain}, g.start
    from ${segmentsIn(traded)} cross join (${startsOf(grain, starts)}) g
    on conflict do nothing`;
}

function startsOf(grain: Grain | "all" | "day", starts: StartLists): RawBuilder<unknown> {
  if (grain === "all") return sql`select '-infinity'::timestamptz as start`;
  if (grain === "day") return daysOf(starts);
  return sql`select start from unnest(${starts[grain]}) start where start <= (select max(changed_at) from orders)`;
}

/**
 * Whatever day an order of those that are kept can be of, and the days of orders that are placed behind them. No zone changes
 * its clocks between the quarters of an hour.
 */
function daysOf({ zone, firstDay }: StartLists): RawBuilder<unknown> {
  const end = sql`${firstDay} + interval '102 days'`;
  return sql`
    select date_trunc('day', at, ${zone}) as start from generate_series(${firstDay}, ${end}, interval '15 minutes') at
    union select date_trunc('day', placed_at, ${zone}) from orders
    where changed_at >= ${end} and placed_at >= ${end} and isfinite(placed_at)`;
}

/** The orders of a grain by customer and bucket. */
function rowsOf(grain: Grain | "day", part: number, starts: StartLists, traded: Traded): RawBuilder<unknown> {
  const { zone, firstDay } = starts;
  const [start, first] =
    grain === "day"
      ? [sql`date_trunc('day', o.placed_at, ${zone})`, firstDay]
      : [sql`rollup_start(o.placed_at, ${starts[grain]})`, sql`(${starts[grain]})[1]`];
  return rows(grain, sumsBy(start, part, sql`o.placed_at >= ${first}`), traded);
}

/** All time is made of the years, which are fewer than the orders; of the orders of no year that is kept, the start is null. */
function yearsAndAllTime(part: number, { year }: StartLists, traded: Traded): RawBuilder<unknown> {
  const all = sql`
    select o.contact, o.segment, '-infinity'::timestamptz as start, sum(o.orders)::int as orders, sum(o.spent) as spent,
      max(o.largest) as largest, min(o.first) as first, max(o.last) as last
    from years o group by 1, 2`;
  return sql`
    with years as materialized (${sumsBy(sql`rollup_start(o.placed_at, ${year})`, part, sql`true`)}),
      written as (${rows("year", sql`select * from years`, traded)})
    ${rows("all", all, traded)}`;
}

/** The orders of a part that meet a condition, as sums of one customer, segment and start. */
const sumsBy = (
  start: RawBuilder<unknown>,
  part: number,
  which: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select o.contact, o.segment, o.start, count(*)::int as orders, sum(o.value) as spent, max(o.value) as largest,
    min(o.placed_at) as first, max(o.placed_at) as last
  from (select o.contact, o.segment, o.placed_at, o.value, ${start} as start from ${briefOrders(part)} o
    where ${which} offset 0) o
  group by 1, 2, 3`;

/** Writes sums as rows of the roll-ups of a grain. Most customers have one order, which is their average and their largest. */
function rows(grain: Grain | "all" | "day", sums: RawBuilder<unknown>, traded: Traded): RawBuilder<unknown> {
  const { amounts } = traded;
  return sql`
    insert into rollup_next (bucket, customer, orders, spent, average, largest, first, last)
    select o.id, o.contact, o.orders, o.spent,
      case when o.orders = 1 then o.spent::numeric(100, 30) else round(o.spent::numeric(100, 30) / o.orders, 30) end,
      case when o.orders = 1 then o.spent else ${amountOf(sql`o.largest`, amounts)} end, o.first, o.last
    from (
      select b.id, o.contact, o.orders, ${amountOf(sql`o.spent`, amounts)} as spent, o.largest, o.first, o.last
      from (${sums}) o join (
        select b.id, s.segment, b.start from ${segmentsIn(traded)}
        join rollup_bucket b on b.audience = s.audience and b.store = s.store and b.currency = s.currency and b.grain = ${grain}
      ) b on b.segment = o.segment and b.start = o.start
      offset 0
    ) o`;
}
