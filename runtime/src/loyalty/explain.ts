import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { type Bounds, periodBounds, within } from "../engine/periods.ts";
import type { Schema } from "../store/schema.ts";
import { orderCondition } from "./conditions.ts";
import { countedOrders } from "./counted-orders.ts";
import { isEngagement } from "./measure-kinds.ts";
import { ordersAsOf, stampOf } from "./orders-as-of.ts";
import { placeOf, startsOf } from "./rank-customers.ts";
import type { LoyaltyResult, MoneyText } from "./result.ts";
import { type Plan, planFor } from "./rollups/plan.ts";
import { momentIn, moneyText, periodIn } from "./rows.ts";

/** Why a customer stands where it stands, and how the ranking is computed. */
export interface Explained {
  readonly version: 1;
  readonly query: string;
  readonly asOf: string;
  readonly period: LoyaltyResult["period"];
  readonly plan: { readonly from: Plan["from"]; readonly grain?: string; readonly because?: string };
  readonly timings: { readonly planMs: number; readonly rankMs: number };
  readonly contact?: ExplainedContact;
}

export interface ExplainedContact {
  readonly id: string;
  /** `null` for who is not ranked. */
  readonly rank: number | null;
  readonly value: number | MoneyText | null;
  /** All orders, the latest first, at most `MOST`. */
  readonly orders: readonly ExplainedOrder[];
  /** The sendings that were opened or clicked, where those are counted. */
  readonly messages?: readonly {
    readonly message: string;
    readonly sending: string;
    readonly firstAt: string;
  }[];
}

export interface ExplainedOrder {
  readonly store: string;
  readonly id: string;
  readonly placedAt: string;
  readonly status: string;
  readonly total: MoneyText;
  readonly refunded: MoneyText;
  readonly counts: boolean;
  /** Why it does not. */
  readonly because?: string;
}

const MOST = 1_000;

export async function explain(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  asOf: Millis,
  contact: string | undefined,
): Promise<Explained> {
  const bounds = periodBounds(query.period, asOf, query.timezone, startsOf(query));
  const [plan, planMs] = await timed(() => planFor(db, query, bounds, asOf));
  const [place, rankMs] = await timed(() => placeOf(db, query, asOf, contact));
  return {
    version: 1,
    query: query.name,
    asOf: momentIn(query.timezone, asOf),
    period: periodIn(query.timezone, bounds),
    plan: plan.from === "orders" ? plan : { from: plan.from, grain: plan.grain },
    timings: { planMs, rankMs },
    ...(contact !== undefined && {
      contact: {
        id: contact,
        rank: place?.rank ?? null,
        value: place?.value ?? null,
        orders: await ordersOf(db, query, bounds, asOf, contact),
        ...(isEngagement(query.measure) && { messages: await messagesOf(db, query, bounds, asOf, contact) }),
      },
    }),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const value = await work();
  return [value, Math.round((performance.now() - began) * 10) / 10];
}

interface OrderRow {
  readonly store: string;
  readonly id: string;
  readonly at: Millis;
  readonly status: string;
  readonly total: string;
  readonly refunded: string;
  readonly currency: string;
  readonly counts: boolean;
  readonly passes: boolean;
  readonly whole: boolean;
}

async function ordersOf(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  bounds: Bounds,
  asOf: Millis,
  contact: string,
): Promise<readonly ExplainedOrder[]> {
  const own = sql`o.contact = ${contact}`;
  const passes = await orderCondition(db, query, own, asOf);
  const { rows } = await sql<OrderRow>`
    select o.store, o.id, (extract(epoch from o.placed_at) * 1000)::float8 as at, o.status, o.total::text as total,
      o.refunded::text as refunded, o.currency, ${countedOrders(query, bounds)} as counts, ${passes} as passes,
      o.refunded > 0 and o.refunded >= o.total as whole
    from ${ordersAsOf(asOf)} where ${own} order by o.placed_at desc, o.store, o.id limit ${MOST}`.execute(db);
  return rows.map((row) => {
    const because = reasonOf(row, query, bounds);
    return {
      store: row.store,
      id: row.id,
      placedAt: momentIn(query.timezone, row.at),
      status: row.status,
      total: moneyText(row.total, row.currency),
      refunded: moneyText(row.refunded, row.currency),
      counts: because === undefined,
      ...(because !== undefined && { because }),
    };
  });
}

function reasonOf(row: OrderRow, query: LoyaltyProgram, bounds: Bounds): string | undefined {
  if (row.counts && row.passes) return undefined;
  if (row.status !== "paid") return `it is ${row.status}`;
  if (row.whole) return "it was refunded as a whole";
  if (row.currency !== query.currency) return `it is in ${row.currency}`;
  if (query.stores !== null && !query.stores.includes(row.store)) return `it is from ${row.store}`;
  if (!within(bounds, row.at)) return "it was placed outside the period";
  return "it does not meet the condition on orders";
}

async function messagesOf(
  db: Kysely<Schema>,
  { measure, timezone }: LoyaltyProgram,
  { from, to }: Bounds,
  asOf: Millis,
  contact: string,
) {
  const prefix = measure === "opens" ? "open:" : "click:";
  const { rows } = await sql<{ message: string; sending: string; at: Millis }>`
    select substr(e.key, ${prefix.length + 1}) as message, e.body->>'sending' as sending,
      (extract(epoch from min(e.at)) * 1000)::float8 as at
    from event e where e.contact = ${contact} and starts_with(e.key, ${prefix})
      and coalesce(e.body->'bot', 'false') <> 'true' and e.at < ${stampOf(Math.min(to ?? asOf, asOf))}
      ${from === null ? sql`` : sql`and e.at >= ${stampOf(from)}`}
    group by 1, 2 order by 3 desc limit ${MOST}`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, firstAt: momentIn(timezone, at) }));
}
