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
): Promise<void> {
  await db.deleteFrom("orders").execute();
  await db.deleteFrom("contact").execute();
  if (customers.length > 0) await db.insertInto("contact").values(customers.map(contactRow)).execute();
  if (orders.length > 0) await db.insertInto("orders").values(orders.map(orderRow)).execute();
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

const orderRow = ({ placedAt, ...order }: Order) => ({
  ...order,
  placed_at: new Date(placedAt).toISOString(),
  items: "[]",
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
