import { type RawBuilder, sql } from "kysely";
import { BRIEF_ORDERS, briefOrders, createBriefOrders, partsOf, writeBriefOrders } from "./brief-orders.ts";
import type { Grain, StartLists } from "./calendar.ts";
import { type AllNumbered, type Numbered, ROLLED_GRAINS, type Turns } from "./numbered.ts";
import { amountOf, segmentsIn, type Traded } from "./traded.ts";

/** A transaction of its own, and what it is called while it is under way. */
export interface Step {
  readonly step: string;
  readonly statements: readonly RawBuilder<unknown>[];
}

/** Steps that do not wait for each other: a server takes several at once. The longest come first. */
export type Stage = readonly Step[];

/** What the others go by. */
export const bucketsStep = (starts: StartLists, turns: Turns, traded: Traded): Step => ({
  step: "buckets",
  statements: [
    ...(["all", ...ROLLED_GRAINS] as const).map((one) => bucketsOf(one, starts, turns, traded)),
    ...createBriefOrders(starts, traded),
  ],
});

export function stagesFor(numbered: AllNumbered, traded: Traded): readonly Stage[] {
  const parts = partsOf(traded);
  return [
    (["first", "second"] as const).map((half) => ({
      step: `orders, ${half} half`,
      statements: [writeBriefOrders(traded, half)],
    })),
    parts.map((part) => ({
      step: `customers, part ${part + 1} of ${parts.length}`,
      statements: [
        yearsAndAllTime(part, numbered, traded),
        ...(["quarter", "month", "week", "day"] as const).map((grain) =>
          rowsOf(grain, part, numbered, traded),
        ),
      ],
    })),
    indexes(),
  ];
}

/** The buckets, two halves of the orders, the parts, and the last stage. */
export const numberOfSteps = (traded: Traded): number => 1 + 2 + partsOf(traded).length + indexes().length;

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
function bucketsOf(
  grain: Grain | "all" | "day",
  starts: StartLists,
  turns: Turns,
  traded: Traded,
): RawBuilder<unknown> {
  return sql`
    insert into rollup_bucket (id, audience, store, currency, grain, start)
    select rollup_bucket_id(${grain}), s.audience, s.store, s.currency, ${grain}, g.start
    from ${segmentsIn(traded)} cross join (${startsOf(grain, starts, turns)}) g
    on conflict do nothing`;
}

function startsOf(grain: Grain | "all" | "day", starts: StartLists, { days }: Turns): RawBuilder<unknown> {
  if (grain === "all") return sql`select '-infinity'::timestamptz as start`;
  // Whatever day an order can be of.
  if (grain === "day")
    return sql`select distinct start from unnest(${days}::timestamptz[]) start where isfinite(start)`;
  return sql`select start from unnest(${starts[grain]}) start where start <= (select max(changed_at) from orders)`;
}

/** The orders of a grain by customer and bucket. */
function rowsOf(
  grain: "quarter" | "month" | "week" | "day",
  part: number,
  numbered: AllNumbered,
  traded: Traded,
): RawBuilder<unknown> {
  const { numbers, first } = numbered[grain];
  const filed = sql`
    select o.contact, o.placed_at, o.value, (${numbers}::integer[])[${indexIn(numbered[grain])}] as bucket
    from ${briefOrders(part, "recent")} o where o.placed_at >= ${first}::timestamptz offset 0`;
  return rows(sql`select o.bucket, o.contact, ${SUMS} from (${filed}) o group by 1, 2`, traded);
}

/** All time is made of the years, which are fewer than the orders; orders of no year that is kept are of its number 0. */
function yearsAndAllTime(part: number, { year, all }: AllNumbered, traded: Traded): RawBuilder<unknown> {
  const ofYears = sql`select (${year.numbers}::integer[])[o.at] as bucket, o.* from years o`;
  const ofAllTime = sql`
    select (${all}::integer[])[(o.at - 1) / ${sql.lit(year.size + 1)} + 1] as bucket, o.contact, sum(o.orders)::int as orders,
      sum(o.spent) as spent, max(o.largest) as largest, min(o.first) as first, max(o.last) as last
    from years o group by 1, 2`;
  return sql`
    with years as materialized (
      select o.at, o.contact, ${SUMS} from (
        select o.contact, o.placed_at, o.value, ${indexIn(year)} as at from ${briefOrders(part, "all")} o offset 0
      ) o group by 1, 2
    ), written as (${rows(ofYears, traded)})
    ${rows(ofAllTime, traded)}`;
}

/** Where in the numbers of a grain an order `o` finds its bucket. */
const indexIn = ({ moments, size }: Numbered): RawBuilder<unknown> =>
  sql`o.segment * ${sql.lit(size + 1)} + width_bucket(o.placed_at, ${moments}::timestamptz[]) + 1`;

const SUMS = sql`count(*)::int as orders, sum(o.value) as spent, max(o.value) as largest,
  min(o.placed_at) as first, max(o.placed_at) as last`;

/** Writes sums as rows of the roll-ups. Most customers have one order, which is their average and their largest. */
function rows(sums: RawBuilder<unknown>, { amounts }: Traded): RawBuilder<unknown> {
  return sql`
    insert into rollup_next (bucket, customer, orders, spent, average, largest, first, last)
    select o.bucket, o.contact, o.orders, o.spent,
      case when o.orders = 1 then o.spent::numeric(100, 30) else round(o.spent::numeric(100, 30) / o.orders, 30) end,
      case when o.orders = 1 then o.spent else ${amountOf(sql`o.largest`, amounts)} end, o.first, o.last
    from (
      select o.bucket, o.contact, o.orders, ${amountOf(sql`o.spent`, amounts)} as spent, o.largest, o.first, o.last
      from (${sums}) o where o.bucket <> 0 offset 0
    ) o`;
}
