import { sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Database } from "../database.ts";
import { stamp } from "../wire-types.ts";

export interface TrendQuery {
  readonly contacts: readonly string[];
  readonly from: Millis;
  /** Not included. */
  readonly to: Millis;
  /** Into how many equal parts the time is cut. */
  readonly parts: number;
}

export interface OrderTrend {
  readonly contact: string;
  /** Orders in each part, the earliest first. */
  readonly orders: readonly number[];
}

/** How the orders of some contacts lie in a time: for a small picture of each. Contacts without any are left out. */
export async function orderTrends(
  db: Database,
  { contacts, from, to, parts }: TrendQuery,
): Promise<readonly OrderTrend[]> {
  const { rows } = await sql<{ contact: string; part: number; n: number }>`
    select contact, least(${parts}::int, 1 + floor(extract(epoch from placed_at - ${stamp(from)}::timestamptz) * ${parts}::int
      / extract(epoch from ${stamp(to)}::timestamptz - ${stamp(from)}::timestamptz))::int) as part, count(*)::int as n
    from orders where contact in (select jsonb_array_elements_text(${JSON.stringify(contacts)}::jsonb))
      and status = 'paid' and placed_at >= ${stamp(from)}::timestamptz and placed_at < ${stamp(to)}::timestamptz
    group by contact, part`.execute(db);
  const trends = new Map<string, number[]>();
  for (const { contact, part, n } of rows) {
    const orders = trends.get(contact) ?? new Array<number>(parts).fill(0);
    orders[part - 1] = n;
    trends.set(contact, orders);
  }
  return [...trends].map(([contact, orders]) => ({ contact, orders }));
}
