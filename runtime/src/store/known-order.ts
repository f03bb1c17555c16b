import { Decimal } from "decimal.js";
import type { Kysely } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { OrderInput, Refund } from "./gateway.ts";
import type { Schema } from "./schema.ts";

/** What decides about news of an order; `undefined` unless its sender says when it changed, or each refund for itself. */
export async function knownOrder(
  db: Kysely<Schema>,
  { store, id, updatedAt, refunds }: OrderInput,
): Promise<{ readonly updatedAt: Millis | null; readonly refunds: readonly Refund[] } | undefined> {
  if (updatedAt === undefined && refunds === undefined) return undefined;
  const row = await db
    .selectFrom("orders")
    .select(["updated_at", "refunds"])
    .where("store", "=", store)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { updatedAt: row.updated_at, refunds: refundsIn(row.refunds) };
}

/** The refunds that were told each for itself. */
export function refundsIn(stored: readonly (readonly [string, string, string?])[]): readonly Refund[] {
  return stored.flatMap(([at, total, id], index) => {
    const amount = new Decimal(total).minus(stored[index - 1]?.[1] ?? 0).toFixed();
    return id === undefined ? [] : [{ id, at: Date.parse(at), amount }];
  });
}
