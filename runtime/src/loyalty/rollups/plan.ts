import type { LoyaltyProgram, MeasureName } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Bounds } from "../../engine/periods.ts";
import type { Schema } from "../../store/schema.ts";
import { allOf, texts } from "../json-sql.ts";
import { stampOf } from "../orders-as-of.ts";
import { type Grain, nameFor } from "./calendar.ts";
import type { Span } from "./cover.ts";
import { bucketsIn, coverIn, isOf } from "./several.ts";

/** How a ranking is computed. */
export type Plan =
  | { readonly from: "orders"; readonly because: string }
  | {
      readonly from: "roll-ups";
      /** `several`: no bucket is the period, but some together are, or all of it but its ends. */
      readonly grain: Grain | "all" | "several";
      /** By their numbers; none where nobody has bought in the period. */
      readonly buckets: readonly number[];
      /** What the buckets leave of the period, which is taken from the orders. */
      readonly ragged: readonly Span[];
      /** Whose orders changed, or are of a time, behind the moment asked for: these are taken from the orders. */
      readonly apart: readonly string[];
      /** Which roll-ups these are: a rebuild puts others in their place, and keeps other days, weeks, months and quarters. */
      readonly kept: string;
    };

const MEASURES: ReadonlySet<MeasureName> = new Set([
  "orders",
  "total spent",
  "average order value",
  "largest order",
  "average days between orders",
  "days since first order",
  "days since last order",
]);

/** More people than these are not taken apart: then the orders serve better. */
const MOST_APART = 2_000;

const orders = (because: string): Plan => ({ from: "orders", because });

/** Roll-ups serve where they are exact: without a condition on orders, by one bucket, or by several with orders at the ends. */
export async function planFor(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
): Promise<Plan> {
  if (!MEASURES.has(query.measure)) return orders(`"${query.measure}" is not in the roll-ups`);
  if (query.orders !== null) return orders("there is a condition on orders");
  const { rows } = await found(query, bounds, asOf).execute(db);
  const [row] = rows;
  if (row === undefined) return orders("the roll-ups are not built, or not for this calendar");
  const { grain, buckets, apart, kept } = row;
  if (apart.length > MOST_APART) return orders("much has changed since the moment asked for");
  if (grain !== null) return { from: "roll-ups", grain, buckets, ragged: [], apart, kept };
  const { pieces, ragged } = await coverIn(db, query, bounds, asOf);
  if (pieces.length === 0)
    return orders("no week, month, quarter, year or day that is kept lies in the period");
  const all = await bucketsIn(db, query, pieces);
  return { from: "roll-ups", grain: "several", buckets: all, ragged, apart, kept };
}

/** Reads by a plan; by a new one where meanwhile a rebuild, or another calendar, has put an end to the roll-ups that it names. */
export async function byPlan<T>(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  read: (plan: Plan) => Promise<T>,
): Promise<T> {
  const plan = await planFor(db, query, bounds, asOf);
  const found = await read(plan);
  return plan.from === "orders" || (await isKept(db, plan.kept))
    ? found
    : byPlan(db, query, bounds, asOf, read);
}

/** What a rebuild changes of `rollup_state` s, all in the transaction that puts its tables in place. */
const KEPT = sql<string>`jsonb_build_array(s.calendar, s.day_from, s.week[1], s.month[1], s.quarter[1], s.year[1])::text`;

async function isKept(db: Kysely<Schema>, kept: string): Promise<boolean> {
  const { rows } = await sql`select from rollup_state s where s.ready and ${KEPT} = ${kept}`.execute(db);
  return rows.length > 0;
}

interface Found {
  readonly grain: Grain | "all" | null;
  readonly buckets: readonly number[];
  readonly apart: readonly string[];
  readonly kept: string;
}

/** One question for all: the grain whose bucket the period is, or is so far, its buckets, and whom to take apart. */
function found(query: LoyaltyProgram, bounds: Bounds, asOf: Millis): RawBuilder<Found> {
  const { currency, stores } = query;
  const ofStores = stores === null ? sql`true` : sql`store in ${texts(stores)}`;
  const start = bounds.from === null ? sql`'-infinity'::timestamptz` : stampOf(bounds.from);
  return sql<Found>`
    with kept as (
      select ${grainOf(bounds, asOf)} as grain, ${KEPT} as kept
      from rollup_state s where s.ready and s.calendar = ${nameFor(query)}
    )
    select k.grain, k.kept,
      coalesce((select jsonb_agg(id) from rollup_bucket b where ${isOf(query)}
        and grain = k.grain and start = ${start}), '[]') as buckets,
      coalesce((select jsonb_agg(distinct contact) from (
        select contact from orders where changed_at >= ${stampOf(asOf)} and currency = ${currency} and ${ofStores}
          and ${inPeriod(bounds, asOf)} limit ${MOST_APART + 1}) later), '[]') as apart
    from kept k`;
}

/** A bucket that is not over yet serves up to the moment asked for. */
function grainOf({ from, to }: Bounds, asOf: Millis): RawBuilder<unknown> {
  if (from === null) return to === null ? sql`'all'` : sql`null::text`;
  const end = stampOf(to ?? asOf);
  const untilNow = to === null || to === asOf ? sql`or g.starts[p.place + 1] > ${end}` : sql``;
  return sql`(select g.grain
    from (values ('week', s.week), ('month', s.month), ('quarter', s.quarter), ('year', s.year)) g (grain, starts)
    cross join lateral (select array_position(g.starts, ${stampOf(from)}) as place) p
    where g.starts[p.place + 1] = ${end} ${untilNow} limit 1)`;
}

function inPeriod({ from, to }: Bounds, asOf: Millis): RawBuilder<unknown> {
  return allOf([
    ...(from === null ? [] : [sql`placed_at >= ${stampOf(from)}`]),
    ...(to === null || to >= asOf ? [] : [sql`placed_at < ${stampOf(to)}`]),
  ]);
}
