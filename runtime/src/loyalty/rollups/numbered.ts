import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../store/database.ts";
import { GRAINS, type Grain, type StartLists } from "./calendar.ts";
import { segmentsIn, type Traded } from "./traded.ts";

/** All but all time. */
export const ROLLED_GRAINS = [...GRAINS, "day"] as const;
type RolledGrain = (typeof ROLLED_GRAINS)[number];

/** The buckets of a grain by their numbers, so that an order is filed without a look at a table. */
export interface Numbered {
  /** Where one begins, rising, as a list of PostgreSQL's; nothing is filed from the last on. */
  readonly moments: string;
  readonly first: string;
  /** How many there are. */
  readonly size: number;
  /** For each segment, the number of the bucket before each moment and behind the last; 0 for none. */
  readonly numbers: string;
}

export interface AllNumbered extends Readonly<Record<RolledGrain, Numbered>> {
  /** Of all time, for each segment. */
  readonly all: string;
}

/** Where the day turns, and to the start of which, as two lists of PostgreSQL's. */
export interface Turns {
  readonly moments: string;
  readonly days: string;
}

/** Reads what the first step has made. */
export async function readNumbered(
  db: Database,
  starts: StartLists,
  turns: Turns,
  traded: Traded,
): Promise<AllNumbered> {
  const by = (grain: Grain) =>
    numberedOf(db, grain, sql`select at, at as start from unnest(${starts[grain]}) at`, traded);
  const days = sql`select * from unnest(${turns.moments}::timestamptz[], ${turns.days}::timestamptz[]) t (at, start)`;
  const [all, day, week, month, quarter, year] = await Promise.all([
    sql<{ numbers: string | null }>`
      select array_agg(b.id order by s.segment)::text as numbers from ${segmentsIn(traded)}
      join rollup_bucket b on ${isOfSegment} and b.grain = 'all'`.execute(db),
    numberedOf(db, "day", days, traded),
    by("week"),
    by("month"),
    by("quarter"),
    by("year"),
  ]);
  return { all: all.rows[0]?.numbers ?? "{}", day, week, month, quarter, year };
}

const isOfSegment = sql`b.audience = s.audience and b.store = s.store and b.currency = s.currency`;

async function numberedOf(
  db: Database,
  grain: RolledGrain,
  begins: RawBuilder<unknown>,
  traded: Traded,
): Promise<Numbered> {
  const { rows } = await sql<Omit<Numbered, "numbers"> & { readonly numbers: string | null }>`
    with begins as materialized (select at, start, row_number() over (order by at) as place from (${begins}) b),
    places as (select at, start, place from begins where place < (select max(place) from begins) union all select null, null, 0
      union all select null, null, max(place) from begins)
    select (select array_agg(at order by at)::text from begins) as moments,
      (select min(at)::text from begins) as first, (select count(*)::int from begins) as size,
      (select array_agg(coalesce(b.id, 0) order by s.segment, p.place)::text
        from ${segmentsIn(traded)} cross join places p
        left join rollup_bucket b on ${isOfSegment} and b.grain = ${grain} and b.start = p.start) as numbers`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error(ONE_ROW);
  return { ...row, numbers: row.numbers ?? "{}" };
}

/**
 * Of the days that are kept, and of those of orders that are placed behind them. In a zone whose clocks go back over
 * midnight a day may turn before its start, or after it. No zone changes its clocks between the quarters of an hour.
 */
export async function readTurns(db: Database, { zone, firstDay }: StartLists): Promise<Turns> {
  const end = sql`${firstDay} + interval '102 days'`;
  const quarter = sql`interval '15 minutes'`;
  const { rows } = await sql<Turns>`
    select array_agg(at order by at)::text as moments, array_agg(start order by at)::text as days from (
      select at, start, lag(start) over (order by at) as before from (
        select at, date_trunc('day', at, ${zone}) as start from (
          select at from generate_series(${firstDay}, ${end}, ${quarter}) at
          union select at from (
            select distinct date_trunc('day', placed_at, 'UTC') as day from orders
            where changed_at >= ${end} and placed_at >= ${end} and isfinite(placed_at)
          ) later, generate_series(greatest(day, ${end}), day + interval '1 day', ${quarter}) at
        ) quarters
      ) filed union all select 'infinity', 'infinity', null
    ) turns where start is distinct from before`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(ONE_ROW);
  return row;
}

const ONE_ROW = "a query without a condition found no row";
