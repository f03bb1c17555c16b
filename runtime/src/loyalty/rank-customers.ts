import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Kysely, RawBuilder } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { type Bounds, periodBefore, periodBounds } from "../engine/periods.ts";
import type { Schema } from "../store/schema.ts";
import { orderCondition, peopleCondition } from "./conditions.ts";
import { countedOrders } from "./counted-orders.ts";
import { type Cursor, writeCursor } from "./cursor.ts";
import { allOf } from "./json-sql.ts";
import { measured } from "./measured.ts";
import { rankedValue } from "./measures-sql.ts";
import { countOf, tiersOf } from "./places.ts";
import { refuseNotRanked } from "./ranked-query.ts";
import { among, behind, inList, type RankedRow, rankedRows } from "./ranked-rows.ts";
import type { LoyaltyResult, LoyaltyRow } from "./result.ts";
import { momentIn, periodIn, rowOf, shownValue } from "./rows.ts";

type Db = Kysely<Schema>;

export interface RankOptions {
  /** As many rows at most; the whole list unless said. */
  readonly limit?: number;
  /** Only those behind it. */
  readonly after?: Cursor;
  /** Beside each row its rank and value in the period before. */
  readonly before?: boolean;
}

/**
 * Ranks the customers of a query as of a moment: the people of its audience, archived ones left out, by their orders that
 * count (`countedOrders`), or by what they opened or clicked. Ties go by the earlier first order, then by the id. A share
 * is of all who are ranked, rounded up.
 */
export async function rankCustomers(
  db: Db,
  query: LoyaltyProgram,
  asOf: Millis,
  options: RankOptions = {},
): Promise<LoyaltyResult> {
  refuseNotRanked(query);
  const starts = startsOf(query);
  const bounds = periodBounds(query.period, asOf, query.timezone, starts);
  const people = await peopleCondition(db, query, asOf);
  const { limit, after } = options;
  const kept = allOf([inList(query), ...(after === undefined ? [] : [behind(query, after)])]);
  const rows = await ranked(db, query, bounds, asOf, people, { kept, limit });
  const total = rows[0]?.total ?? 0;
  const listed = query.top === null ? total : Math.min(total, countOf(query.top, total));
  const tierOf = tiersOf(query, { listed, ranked: total });
  const last = limit === undefined || rows.length <= limit ? undefined : rows[limit - 1];
  const shown = rows.slice(0, limit).map((row) => rowOf(query, row, tierOf(row.rank)));
  const before = options.before === true ? periodBefore(query.period, asOf, query.timezone, starts) : null;
  return {
    version: 1,
    query: query.name,
    asOf: momentIn(query.timezone, asOf),
    period: periodIn(query.timezone, bounds),
    timeZone: query.timezone,
    currency: query.currency,
    total,
    rows: before === null ? shown : await withBefore(db, query, before, asOf, people, shown),
    ...(last !== undefined && { next: writeCursor({ asOf, ...last }) }),
  };
}

/** Where the weeks and the years of the query begin. */
export const startsOf = ({ weekStart, yearStart = "01-01" }: LoyaltyProgram) => ({ weekStart, yearStart });

interface Kept {
  readonly kept: RawBuilder<unknown>;
  /** One more is read, to know whether there is a next page. */
  readonly limit: number | undefined;
}

async function ranked(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  people: RawBuilder<unknown>,
  { kept, limit }: Kept,
): Promise<readonly RankedRow[]> {
  const base = countedOrders(query, bounds);
  const counted = allOf([base, await orderCondition(db, query, base, asOf)]);
  const ranking = {
    query,
    measured: measured(query, counted, bounds, asOf),
    value: rankedValue(query, asOf),
    people,
  };
  const { rows } = await rankedRows(ranking, kept, limit === undefined ? null : limit + 1).execute(db);
  return rows;
}

async function withBefore(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  people: RawBuilder<unknown>,
  rows: readonly LoyaltyRow[],
): Promise<readonly LoyaltyRow[]> {
  const kept = among(rows.map(({ contact }) => contact));
  const earlier = await ranked(db, query, bounds, asOf, people, { kept, limit: undefined });
  const places = new Map(
    earlier.map((row) => [row.contact, { rank: row.rank, value: shownValue(query, row.shown) }]),
  );
  return rows.map((row) => ({ ...row, before: places.get(row.contact) ?? null }));
}
