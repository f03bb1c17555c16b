import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Database } from "../../../runtime/src/store/database.ts";
import { openWorld } from "../store/world.ts";

export interface Customer {
  readonly id: string;
  readonly audience: string;
  readonly archived: boolean;
  readonly fields: { readonly [name: string]: string | number | boolean };
  readonly tags: readonly string[];
}
export interface Order {
  readonly id: string;
  readonly contact: string;
  readonly store: string;
  readonly total: string;
  readonly refunded: string;
  readonly currency: string;
  readonly status: string;
  readonly placedAt: number;
  /** When it ceased to count, if it did. */
  readonly endedAt?: number;
  /** Moments, and all that was given back by then. */
  readonly refunds?: readonly (readonly [number, string])[];
  readonly items?: readonly { readonly sku: string; readonly quantity?: number }[];
}
export interface Engagement {
  readonly contact: string;
  readonly key: string;
  readonly sending: string;
  readonly at: number;
  readonly bot: boolean;
}

/** An empty database of a kind of `DATABASES`. */
export async function emptyDatabase(
  kind: string,
): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  const { store, close } = await openWorld(kind);
  return { db: store.db, close };
}

/** Replaces all that is there. */
export async function fill(
  db: Database,
  customers: readonly Customer[],
  orders: readonly Order[],
  engagements: readonly Engagement[] = [],
): Promise<void> {
  await db.deleteFrom("event").execute();
  await db.deleteFrom("orders").execute();
  await db.deleteFrom("contact").execute();
  if (customers.length > 0) await db.insertInto("contact").values(customers.map(contactRow)).execute();
  if (orders.length > 0) await db.insertInto("orders").values(orders.map(orderRow)).execute();
  if (engagements.length > 0) await db.insertInto("event").values(engagements.map(eventRow)).execute();
}

const contactRow = ({ id, audience, archived, fields, tags }: Customer) => ({
  id,
  audience,
  archived,
  fields: JSON.stringify(fields),
  tags: JSON.stringify(tags),
  groups: "[]",
  consent: "{}",
  seq: 0,
  created_at: "2025-01-01T00:00:00Z",
});

const moment = (at: number) => new Date(at).toISOString();

export const orderRow = ({ placedAt, endedAt, refunds = [], items = [], ...order }: Order) => ({
  ...order,
  placed_at: moment(placedAt),
  ended_at: endedAt === undefined ? null : moment(endedAt),
  refunded_at: refunds.length === 0 ? null : moment(Math.max(...refunds.map(([at]) => at))),
  refunds: JSON.stringify(refunds.map(([at, amount]) => [moment(at), amount])),
  items: JSON.stringify(items),
});

const eventRow = ({ contact, key, sending, at, bot }: Engagement, index: number) => ({
  contact,
  seq: index + 1,
  id: `e${index}`,
  key,
  at: moment(at),
  received_at: moment(at),
  cause: null,
  depth: 0,
  body: JSON.stringify({ sending, ...(bot && { bot }) }),
});

export const QUERY: LoyaltyProgram = {
  name: "TopSpenders",
  audience: "Newsletter",
  stores: ["Boutique"],
  currency: "EUR",
  timezone: "Europe/Paris",
  weekStart: 1,
  measure: "total spent",
  period: { period: "all time" },
  atLeast: 1,
  top: null,
  orders: null,
  people: null,
  fields: { city: { type: "text", optional: true }, points: { type: "number" }, pro: { type: "boolean" } },
};
