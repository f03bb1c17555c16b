import type { LoyaltyProgram, MeasureName } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Bounds } from "../../engine/periods.ts";
import type { Schema } from "../../store/schema.ts";
import { allOf, texts } from "../json-sql.ts";
import { stampOf } from "../orders-as-of.ts";
import { type Grain, nameFor } from "./calendar.ts";

/** How a ranking is computed. */
export type Plan =
  | { readonly from: "orders"; readonly because: string }
  | {
      readonly from: "roll-ups";
      readonly grain: Grain | "all";
      /** By their numbers; none where nobody has bought in the period. */
      readonly buckets: readonly number[];
      /** Whose orders changed, or are of a time, behind the moment asked for: these are taken from the orders. */
      readonly apart: readonly string[];
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

/** Roll-ups serve where they are exact: a period that is one bucket, without a condition on orders. */
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
  const { grain, buckets, apart } = row;
  if (grain === null) return orders("the period is no week, month, quarter or year that is kept");
  if (apart.length > MOST_APART) return orders("much has changed since the moment asked for");
  return { from: "roll-ups", grain, buckets, apart };
}

interface Found {
  readonly grain: Grain | "all" | null;
  readonly buckets: readonly number[];
  readonly apart: readonly string[];
}

/** One question for all: the grain whose bucket the period is, or is so far, its buckets, and whom to take apart. */
function found(query: LoyaltyProgram, bounds: Bounds, asOf: Millis): RawBuilder<Found> {
  const { audience, currency, stores } = query;
  const ofStores = stores === null ? sql`true` : sql`store in ${texts(stores)}`;
  const start = bounds.from === null ? sql`'-infinity'::timestamptz` : stampOf(bounds.from);
  return sql<Found>`
    with kept as (
      select ${grainOf(bounds, asOf)} as grain from rollup_state s where s.ready and s.calendar = ${nameFor(query)}
    )
    select k.grain,
      coalesce((select jsonb_agg(id) from rollup_bucket where ${ofStores} and currency = ${currency}
        and grain = k.grain and start = ${start} and audience = ${audience}), '[]') as buckets,
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
    ...(to === null || to === asOf ? [] : [sql`placed_at < ${stampOf(to)}`]),
  ]);
}
