import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Bounds } from "../../engine/periods.ts";
import type { Schema } from "../../store/schema.ts";
import { allOf, jsonb, texts } from "../json-sql.ts";
import { stampOf } from "../orders-as-of.ts";
import { GRAINS, type Grain, nameFor } from "./calendar.ts";
import { type Cover, coverOf, type Piece } from "./cover.ts";

/** So long do days serve after a rebuild: by then the first of them are of no use to anybody. */
const MOST_YEARS_OF_DAYS = "5";

/** What of a period the buckets that are kept make up; none of it where they are of another calendar. */
export async function coverIn(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
): Promise<Cover> {
  const { from, to } = bounds;
  const { rows } = await sql<{ starts: Readonly<Record<Grain | "day", readonly Millis[]>> }>`
    select ${startsIn(bounds, asOf)} as starts
    from rollup_state s where s.ready and s.calendar = ${nameFor(query)}`.execute(db);
  const [row] = rows;
  if (row === undefined) return { pieces: [], ragged: [] };
  // A period that goes up to the moment asked for has no end: what is behind that moment does not count anyway.
  const span = {
    from: from ?? Number.NEGATIVE_INFINITY,
    to: to === null || to >= asOf ? Number.POSITIVE_INFINITY : to,
  };
  return coverOf(span, asOf, row.starts);
}

/** The numbers of the buckets in some spans. */
export async function bucketsIn(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  pieces: readonly Piece[],
): Promise<readonly number[]> {
  const spans = pieces.map(({ grain, from, to }) => ({ grain, from: from / 1000, to: to / 1000 }));
  const { rows } = await sql<{ id: number }>`
    select b.id from jsonb_to_recordset(${jsonb(spans)}) p (grain text, "from" float8, "to" float8)
    join rollup_bucket b on b.grain = p.grain and b.start >= to_timestamp(p."from") and b.start < to_timestamp(p."to")
    where ${isOf(query)} order by 1`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether a bucket `b` is of the stores and the people of a query. */
export const isOf = ({ stores, currency, audience }: LoyaltyProgram): RawBuilder<unknown> =>
  allOf([
    ...(stores === null ? [] : [sql`b.store in ${texts(stores)}`]),
    sql`b.currency = ${currency} and b.audience = ${audience}`,
  ]);

/**
 * Where buckets begin in a period, and the next start behind it. Days are asked of the database that filed the orders under
 * them, and only those that it would file there again: in a zone whose clocks go back over midnight, a day may begin twice.
 */
function startsIn({ from, to }: Bounds, asOf: Millis): RawBuilder<unknown> {
  const first = from === null ? sql`'-infinity'::timestamptz` : stampOf(from);
  const last = stampOf(Math.min(to ?? asOf, asOf));
  const millis = sql`coalesce(jsonb_agg((extract(epoch from at) * 1000)::float8 order by at), '[]')`;
  const lists = GRAINS.map((grain) => {
    const list = sql`unnest(s.${sql.ref(grain)})`;
    return sql`${sql.lit(grain)}, (select ${millis} from ${list} at
      where at >= ${first} and at <= (select min(next) from ${list} next where next >= ${last}))`;
  });
  const days = sql`'day', (select ${millis} from (
      select day at time zone s.zone as at from generate_series(
        date_trunc('day', greatest(${first}, coalesce(s.day_from, 'infinity')) at time zone s.zone),
        least(${last} at time zone s.zone, s.day_from at time zone s.zone + interval '${sql.raw(MOST_YEARS_OF_DAYS)} years')
          + interval '1 day', interval '1 day') day
    ) d where date_trunc('day', at, s.zone) = at and at >= ${first} and at >= s.day_from)`;
  return sql`jsonb_build_object(${sql.join([...lists, days])})`;
}
