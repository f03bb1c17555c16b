import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { type Bounds, periodBefore, periodBounds } from "../engine/periods.ts";
import type { Schema } from "../store/schema.ts";
import { orderCondition, peopleCondition } from "./conditions.ts";
import { countedOrders } from "./counted-orders.ts";
import { type Cursor, writeCursor } from "./cursor.ts";
import { allOf, texts } from "./json-sql.ts";
import { measured } from "./measured.ts";
import { rankedValue } from "./measures-sql.ts";
import { countOf, tiersOf } from "./places.ts";
import { among, behind, inList, type RankedRow, rankedRows } from "./ranked-rows.ts";
import type { LoyaltyResult, LoyaltyRow } from "./result.ts";
import { placesInPart } from "./rollups/part-of-bucket.ts";
import { type Place, placesAlong } from "./rollups/places-along.ts";
import { byPlan, type Plan } from "./rollups/plan.ts";
import { rolledUp } from "./rollups/rolled-up.ts";
import { walk, walkFor } from "./rollups/walk.ts";
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
  const starts = startsOf(query);
  const bounds = periodBounds(query.period, asOf, query.timezone, starts);
  const { limit } = options;
  const rows = await listed(db, query, bounds, asOf, options);
  const total = rows[0]?.total ?? 0;
  const inList = query.top === null ? total : Math.min(total, countOf(query.top, total));
  const tierOf = tiersOf(query, { listed: inList, ranked: total });
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
    rows: before === null ? shown : await withBefore(db, query, before, asOf, shown),
    ...(last !== undefined && { next: writeCursor({ asOf, ...last }) }),
  };
}

/** Where one contact stands, `undefined` for who is not ranked; without a contact the whole ranking is made all the same. */
export async function placeOf(
  db: Db,
  query: LoyaltyProgram,
  asOf: Millis,
  contact: string | undefined,
): Promise<Pick<LoyaltyRow, "rank" | "value"> | undefined> {
  if (contact === undefined) {
    const [first] = (await rankCustomers(db, query, asOf, { limit: 100 })).rows;
    return first;
  }
  const bounds = periodBounds(query.period, asOf, query.timezone, startsOf(query));
  const kept = { kept: among([contact]), limit: 1 };
  const [row] = await byPlan(db, query, bounds, asOf, (plan) => ranked(db, query, bounds, asOf, plan, kept));
  return row && { rank: row.rank, value: shownValue(query, row.shown) };
}

/** Where the weeks and the years of the query begin. */
export const startsOf = ({ weekStart, yearStart = "01-01" }: LoyaltyProgram) => ({ weekStart, yearStart });

/** The rows of the list, or of a page of it and one more. */
function listed(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  { limit, after }: RankOptions,
): Promise<readonly RankedRow[]> {
  const most = limit === undefined ? undefined : limit + 1;
  const kept = allOf([inList(query), ...(after === undefined ? [] : [behind(query, after)])]);
  return byPlan(db, query, bounds, asOf, (plan) => {
    const way = walkFor(query, plan);
    return way === undefined
      ? ranked(db, query, bounds, asOf, plan, { kept, limit: most })
      : walk(db, query, way, { limit: most, after });
  });
}

interface Kept {
  readonly kept: RawBuilder<unknown>;
  readonly limit: number | undefined;
}

async function ranked(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  plan: Plan,
  { kept, limit }: Kept,
): Promise<readonly RankedRow[]> {
  const ranking = {
    query,
    measured: await measuredBy(db, query, bounds, asOf, plan),
    value: rankedValue(query, asOf),
    people: await peopleCondition(db, query, asOf),
  };
  const { rows } = await rankedRows(ranking, kept, limit ?? null).execute(db);
  return rows;
}

/** From the roll-ups, and from all orders of those who are taken apart; else from the orders alone. */
async function measuredBy(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  plan: Plan,
): Promise<RawBuilder<unknown>> {
  const base = countedOrders(query, bounds);
  if (plan.from === "orders") {
    return measured(query, allOf([base, await orderCondition(db, query, base, asOf)]), bounds, asOf);
  }
  const rolled = rolledUp(plan, query, asOf);
  if (plan.apart.length === 0) return rolled;
  const theirs = allOf([base, sql`o.contact in ${texts(plan.apart)}`]);
  return sql`(${rolled}) union all (${measured(query, theirs, bounds, asOf)})`;
}

async function withBefore(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  rows: readonly LoyaltyRow[],
): Promise<readonly LoyaltyRow[]> {
  const contacts = rows.map(({ contact }) => contact);
  const earlier =
    (await placesInPart(db, query, bounds, asOf, startsOf(query), contacts)) ??
    (await earlierPlaces(db, query, bounds, asOf, contacts));
  const places = new Map(
    earlier.map((row) => [row.contact, { rank: row.rank, value: shownValue(query, row.shown) }]),
  );
  return rows.map((row) => ({ ...row, before: places.get(row.contact) ?? null }));
}

function earlierPlaces(
  db: Db,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  contacts: readonly string[],
): Promise<readonly Place[]> {
  const kept = { kept: among(contacts), limit: undefined };
  return byPlan(db, query, bounds, asOf, (plan): Promise<readonly Place[]> => {
    const way = walkFor(query, plan);
    return way === undefined
      ? ranked(db, query, bounds, asOf, plan, kept)
      : placesAlong(db, query, way, contacts);
  });
}
