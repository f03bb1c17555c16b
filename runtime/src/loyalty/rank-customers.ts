import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { Millis } from "../engine/facts.ts";
import { Exact, minorDigits, moneyOf } from "../engine/money.ts";
import { type Bounds, periodBounds } from "../engine/periods.ts";
import type { Schema } from "../store/schema.ts";
import { orderCondition, peopleCondition } from "./conditions.ts";
import { countedOrders } from "./counted-orders.ts";
import { allOf } from "./json-sql.ts";
import { tierOf } from "./places.ts";
import { type RankedQuery, rankedQuery } from "./ranked-query.ts";
import type { LoyaltyResult, LoyaltyRow, MoneyText } from "./result.ts";

/**
 * Ranks the customers of a query as of a moment: the people of its audience, archived ones left out, by their orders that
 * count (`countedOrders`). The largest value comes first; ties go by the earlier first order, then by the id. A share is
 * of all who are ranked, rounded up.
 */
export async function rankCustomers(
  db: Kysely<Schema>,
  asked: LoyaltyProgram,
  asOf: Millis,
): Promise<LoyaltyResult> {
  const query = rankedQuery(asked);
  const bounds = periodBounds(query.period, asOf, query.timezone, query.weekStart);
  const base = countedOrders(query, bounds, asOf);
  const orders = await orderCondition(db, query, base, asOf);
  const people = await peopleCondition(db, query, base, asOf);
  const rows = await ranked(db, query, allOf([base, orders]), people);
  return {
    version: 1,
    query: query.name,
    asOf: momentIn(query.timezone, asOf),
    period: periodIn(query.timezone, bounds),
    timeZone: query.timezone,
    currency: query.currency,
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => rowOf(row, query, rows.length)),
  };
}

interface Ranked {
  readonly rank: number;
  readonly total: number;
  readonly contact: string;
  readonly email: string | null;
  readonly orders: number;
  readonly spent: string;
  readonly average: string;
  readonly last: Millis;
}

/**
 * The quotient is taken to 30 digits behind the point, whatever the scale of the amounts: equal averages are equal, and
 * unlike ones of amounts in coins stay apart.
 */
async function ranked(
  db: Kysely<Schema>,
  query: RankedQuery,
  counted: RawBuilder<unknown>,
  people: RawBuilder<unknown>,
): Promise<readonly Ranked[]> {
  const { rows } = await sql<Ranked>`
    with measured as (
      select o.contact, count(*)::int as orders, sum(o.total - o.refunded) as spent,
        round(sum(o.total - o.refunded)::numeric(100, 30) / count(*), 30) as average,
        min(o.placed_at) as first, max(o.placed_at) as last
      from orders o where ${counted}
      group by o.contact having count(*) >= ${query.atLeast}
    ), ranked as (
      select m.*, c.fields->>'email' as email, count(*) over ()::int as total,
        row_number() over (
          order by ${measureOf(query)} desc, m.first, m.contact collate "C"
        )::int as rank
      from measured m join contact c on c.id = m.contact
      where c.audience = ${query.audience} and not c.archived and ${people}
    )
    select rank, total, contact, email, orders, spent::text as spent,
      round(average, ${minorDigits(query.currency)})::text as average,
      (extract(epoch from last) * 1000)::float8 as last
    from ranked where ${limitOf(query)} order by rank`.execute(db);
  return rows;
}

function measureOf({ measure }: RankedQuery): RawBuilder<unknown> {
  switch (measure) {
    case "orders":
      return sql`m.orders`;
    case "total spent":
      return sql`m.spent`;
    case "average order value":
      return sql`m.average`;
    default:
      return measure satisfies never;
  }
}

function limitOf({ top }: LoyaltyProgram): RawBuilder<unknown> {
  if (top === null) return sql`true`;
  return "count" in top
    ? sql`rank <= ${top.count}`
    : sql`rank <= ceil(total * ${top.percent}::numeric / 100)`;
}

function rowOf(row: Ranked, query: RankedQuery, listed: number): LoyaltyRow {
  const tier = tierOf(query, row.rank, { listed, ranked: row.total });
  const totalSpent = moneyText(row.spent, query.currency);
  const averageOrderValue = moneyText(row.average, query.currency);
  return {
    rank: row.rank,
    contact: row.contact,
    ...(row.email === null ? {} : { email: row.email }),
    value: valueBy(query, { orders: row.orders, totalSpent, averageOrderValue }),
    orders: row.orders,
    totalSpent,
    averageOrderValue,
    lastOrderAt: momentIn(query.timezone, row.last),
    ...(tier === null ? {} : { tier }),
  };
}

function valueBy(
  { measure }: RankedQuery,
  row: Pick<LoyaltyRow, "orders" | "totalSpent" | "averageOrderValue">,
): LoyaltyRow["value"] {
  switch (measure) {
    case "orders":
      return row.orders;
    case "total spent":
      return row.totalSpent;
    case "average order value":
      return row.averageOrderValue;
    default:
      return measure satisfies never;
  }
}

function moneyText(digits: string, currency: string): MoneyText {
  const { amount } = moneyOf(new Exact(digits), currency);
  return { amount, currency };
}

/** RFC 3339 with the zone's offset at that moment. */
function momentIn(zone: string, at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
}

function periodIn(zone: string, { from, to }: Bounds): LoyaltyResult["period"] {
  return {
    from: from === null ? null : momentIn(zone, from),
    to: to === null ? null : momentIn(zone, to),
  };
}
