import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import { type Bounds, type Starts, startsBetween } from "../../engine/periods.ts";
import type { Schema } from "../../store/schema.ts";
import { countedOrders } from "../counted-orders.ts";
import { allOf, jsonb, texts } from "../json-sql.ts";
import { measured } from "../measured.ts";
import { type Place, placesAlong } from "./places-along.ts";
import { byPlan } from "./plan.ts";
import { rolledUp } from "./rolled-up.ts";
import { bucketsIn, coverIn } from "./several.ts";
import { placeIn, type Walk, walkFor } from "./walk.ts";

/** More people than these are not looked up one by one in the rest of a bucket: then all who bought in it are. */
const MOST_LOOKED_UP = 20_000;

/**
 * Where some contacts stand in the beginning of a week, month, quarter or year that is over: in its bucket, less what was
 * bought in the rest of it. `undefined` where no walk along an index does it, or where the rest is longer than the beginning.
 *
 * @param bounds those of a period to date of the query's unit
 */
export async function placesInPart(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  starts: Starts,
  contacts: readonly string[],
): Promise<readonly Place[] | undefined> {
  const rest = restOf(query, bounds, starts);
  if (rest === undefined) return undefined;
  return byPlan(db, query, { from: bounds.from, to: rest.to }, asOf, async (plan) => {
    const way = walkFor(query, plan);
    if (way === undefined || plan.from === "orders") return undefined;
    const some = await mayStandBefore(db, query, way, rest, asOf, contacts);
    if (some !== undefined)
      return placesAlong(db, query, way, contacts, boughtBy([...contacts, ...some], query, rest, asOf));
    const { pieces, ragged } = await coverIn(db, query, rest, asOf);
    const buckets = await bucketsIn(db, query, pieces);
    const less = rolledUp({ ...plan, grain: "several", buckets, ragged }, { ...query, atLeast: 1 }, asOf);
    return placesAlong(db, query, way, contacts, less);
  });
}

/** What is left of the unit in which a period to date begins, if that is the shorter part. */
function restOf({ period, timezone }: LoyaltyProgram, { from, to }: Bounds, starts: Starts) {
  if (period.period !== "to date" || from === null || to === null) return undefined;
  const [, end = from] = startsBetween(period.unit, from, from, timezone, starts);
  return end - to < to - from ? { from: to, to: end } : undefined;
}

/** What some people bought in the rest of a bucket. */
function boughtBy(
  contacts: readonly string[],
  query: LoyaltyProgram,
  rest: Bounds,
  asOf: Millis,
): RawBuilder<unknown> {
  const theirs = allOf([countedOrders(query, rest), sql`o.contact in ${texts(contacts)}`]);
  return measured({ ...query, atLeast: 1 }, theirs, rest, asOf);
}

/**
 * Who may stand before one of those who are wanted: whoever has at least as much in the whole bucket as the last of them
 * has without the rest. `undefined` where these are too many, or where less in the rest may be more without it.
 */
async function mayStandBefore(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  way: Walk,
  rest: Bounds,
  asOf: Millis,
  contacts: readonly string[],
): Promise<readonly string[] | undefined> {
  if (way.column === "average") return undefined;
  const value = sql.raw(`r.${way.column}`);
  const bucket = sql`${way.bucket}::integer`;
  const lowest = placeIn(way, bucket, sql`l.value`, sql`'infinity'::timestamptz`);
  const { rows } = await sql<{ customer: string }>`
    with less as materialized (${boughtBy(contacts, query, rest, asOf)}),
    least as materialized (
      select min(${value} - coalesce(l.${sql.raw(way.column)}, 0)) as value
      from (select customer collate "C" as customer from jsonb_array_elements_text(${jsonb(contacts)}) w (customer)) w
      join rollup r on rollup_key(r.bucket, r.customer) = rollup_key(${bucket}, w.customer) and r.customer = w.customer
      left join less l on l.contact = r.customer
      where r.orders - coalesce(l.orders, 0) >= ${Math.max(1, query.atLeast)}
    )
    select r.customer from least l join rollup r on r.bucket > 0 and ${value} >= l.value
      and ${placeIn(way, sql`r.bucket`, value, sql`r.first`)} between ${lowest} and rollup_place(${bucket}, 'infinity'::numeric)
    limit ${MOST_LOOKED_UP + 1}`.execute(db);
  return rows.length > MOST_LOOKED_UP ? undefined : rows.map(({ customer }) => customer);
}
