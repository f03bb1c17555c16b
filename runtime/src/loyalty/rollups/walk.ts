import type { LoyaltyProgram, MeasureName } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { minorDigits } from "../../engine/money.ts";
import type { Schema } from "../../store/schema.ts";
import type { Cursor } from "../cursor.ts";
import { countOf } from "../places.ts";
import { type RankedRow, shownOf } from "../ranked-rows.ts";
import { isOfBucket } from "./buckets-sql.ts";
import type { Plan } from "./plan.ts";

/** The measures by which the roll-ups are in order, and their columns. */
const COLUMNS: { readonly [measure in MeasureName]?: "orders" | "spent" | "average" } = {
  orders: "orders",
  "total spent": "spent",
  "average order value": "average",
};

export interface Walk {
  readonly bucket: number;
  readonly column: "orders" | "spent" | "average";
}

/** The walk along an index that makes a ranking, if one does: of one bucket, by a measure that has an index, of all people. */
export function walkFor(query: LoyaltyProgram, plan: Plan): Walk | undefined {
  if (plan.from === "orders") return undefined;
  const [bucket, ...more] = plan.buckets;
  const column = COLUMNS[query.measure];
  const isPlain =
    plan.grain !== "several" && query.people === null && plan.apart.length === 0 && more.length === 0;
  return isPlain && bucket !== undefined && column !== undefined ? { bucket, column } : undefined;
}

/** What the index of a column begins with, for a bucket, a value of the column and the first order that goes with it. */
export function placeIn(
  { column }: Walk,
  bucket: RawBuilder<unknown>,
  value: RawBuilder<unknown>,
  first: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return column === "orders"
    ? sql`rollup_place(${bucket}, ${value}::integer, ${first})`
    : sql`rollup_place(${bucket}, ${value})`;
}

/** How many a bucket ranks. */
const total = ({ bucket }: Walk, atLeast: number): RawBuilder<unknown> =>
  atLeast > 1
    ? sql`(select count(*)::int from rollup r where ${isOfBucket(bucket)} and r.orders >= ${atLeast})`
    : sql`(select coalesce(sum(contacts), 0)::int from rollup_count where bucket = ${bucket})`;

/** The rows of a list, or a page of them: the first of the index, or those behind a cursor. */
export async function walk(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  way: Walk,
  { limit, after }: { readonly limit?: number | undefined; readonly after?: Cursor | undefined },
): Promise<readonly RankedRow[]> {
  const value = sql.raw(`r.${way.column}`);
  const digits = minorDigits(query.currency);
  const passed = after?.rank ?? 0;
  const { rows } = await sql<Omit<RankedRow, "rank">>`
    with found as (
      select r.*, ${value} as value from rollup r
      where ${inBucket(way, value, after)} and r.orders >= ${query.atLeast}
        ${after === undefined ? sql`` : behind(value, after)}
      order by ${placeIn(way, sql`r.bucket`, value, sql`r.first`)} desc, ${value} desc, r.first, r.customer limit ${await mostOf(db, query, way, passed, limit)}
    )
    select ${total(way, query.atLeast)} as total, f.customer as contact, c.fields->>'email' as email,
      value::text as value, ${shownOf(query, digits)} as shown, f.orders, f.spent::text as spent,
      round(f.average, ${digits})::text as average, (extract(epoch from f.first) * 1000000)::bigint::text as first,
      (extract(epoch from f.last) * 1000)::float8 as last
    from found f join contact c on c.id = f.customer collate "default"
    order by f.value desc, f.first, f.customer`.execute(db);
  return rows.map((row, index) => ({ ...row, rank: passed + index + 1 }));
}

/** How many rows are left of the list, or of the page; `null` for all. Only a share has to know how many are ranked. */
async function mostOf(
  db: Kysely<Schema>,
  { top, atLeast }: LoyaltyProgram,
  way: Walk,
  passed: number,
  limit: number | undefined,
): Promise<number | null> {
  if (top === null) return limit ?? null;
  const ranked = "count" in top ? 0 : await ask(db, way, atLeast);
  return Math.max(0, Math.min(countOf(top, ranked) - passed, limit ?? Number.POSITIVE_INFINITY));
}

async function ask(db: Kysely<Schema>, way: Walk, atLeast: number): Promise<number> {
  const { rows } = await sql<{ total: number }>`select ${total(way, atLeast)} as total`.execute(db);
  return rows[0]?.total ?? 0;
}

/** The rows of a bucket, or those from a cursor's value on, by what the index begins with. */
function inBucket(way: Walk, value: RawBuilder<unknown>, after: Cursor | undefined): RawBuilder<unknown> {
  const bucket = sql`${way.bucket}::integer`;
  const highest =
    after === undefined
      ? sql`rollup_place(${bucket}, 'infinity'::numeric)`
      : placeIn(way, bucket, sql`${after.value}::numeric`, firstOf(after));
  return sql`r.bucket > 0 and ${placeIn(way, sql`r.bucket`, value, sql`r.first`)}
    between rollup_place(${bucket}, 0::numeric) and ${highest}`;
}

const firstOf = ({ first }: Cursor): RawBuilder<unknown> =>
  sql`('epoch'::timestamptz + ${first}::bigint * interval '1 microsecond')`;

/** Behind a cursor: at its value the later first orders, then the smaller values. */
function behind(value: RawBuilder<unknown>, cursor: Cursor): RawBuilder<unknown> {
  const { value: at, contact } = cursor;
  return sql`and ${value} <= ${at}::numeric
    and (${value} < ${at}::numeric or (r.first, r.customer) > (${firstOf(cursor)}, ${contact} collate "C"))`;
}
