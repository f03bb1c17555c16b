import type { LoyaltyProgram, MeasureName, PeriodOf } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Database } from "../../runtime/src/store/database.ts";

/** The three measures of the seed product's board. */
export const MEASURES = [
  "orders",
  "average order value",
  "total spent",
] as const satisfies readonly MeasureName[];
/** Its seven periods. */
export const PERIODS: Readonly<Record<string, PeriodOf>> = {
  "last week": { period: "last", unit: "week" },
  "last month": { period: "last", unit: "month" },
  "month to date": { period: "to date", unit: "month" },
  "last quarter": { period: "last", unit: "quarter" },
  "quarter to date": { period: "to date", unit: "quarter" },
  "last year": { period: "last", unit: "year" },
  "year to date": { period: "to date", unit: "year" },
};

/** Some that are no bucket. */
export const OTHER_PERIODS: Readonly<Record<string, PeriodOf>> = {
  "last 7 days": { period: "rolling", duration: { days: 7 } },
  "last 30 days": { period: "rolling", duration: { days: 30 } },
  "last 90 days": { period: "rolling", duration: { days: 90 } },
  "last 365 days": { period: "rolling", duration: { days: 365 } },
};

export const queryOf = (measure: (typeof MEASURES)[number], period: PeriodOf): LoyaltyProgram => ({
  name: "Top",
  audience: "Newsletter",
  stores: ["Boutique"],
  currency: "EUR",
  timezone: "Europe/Paris",
  weekStart: 1,
  measure,
  period,
  atLeast: 1,
  top: { count: 100 },
  orders: null,
  people: null,
  fields: {},
});

export const VALUES = {
  orders: "count(*)",
  "average order value": "sum(total - refunded) / count(*)",
  "total spent": "sum(total - refunded)",
} as const;

/** The same by hand, from the orders alone, as one would write it. */
export async function plainly(
  db: Database,
  measure: (typeof MEASURES)[number],
  from: string,
  to: string,
): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select o.contact, o.value from (
      select contact, ${sql.raw(VALUES[measure])} as value, min(placed_at) as first from orders
      where store = 'Boutique' and placed_at >= ${from}::timestamptz and placed_at < ${to}::timestamptz
        and status = 'paid' and (refunded = 0 or refunded < total)
      group by contact
    ) o join contact c on c.id = o.contact and c.audience = 'Newsletter' and not c.archived
    order by o.value desc, o.first, o.contact limit 100`.execute(db);
  return rows;
}

/** What the plain aggregate can have: everything that it reads, in the order in which it looks. */
export async function bestIndex(db: Database): Promise<void> {
  await sql`create index if not exists orders_bench on orders (store, placed_at)
    include (contact, total, refunded, status) where status = 'paid'`.execute(db);
  await sql`vacuum analyze orders`.execute(db);
}
