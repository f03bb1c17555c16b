import type { Json } from "../../engine/facts.ts";
import type { Database } from "../database.ts";

export interface ContactOrder {
  readonly store: string;
  readonly id: string;
  /** RFC 3339. */
  readonly placedAt: string;
  readonly status: string;
  readonly total: { readonly amount: string; readonly currency: string };
  /** Decimal text. */
  readonly refunded: string;
  readonly items: readonly Json[];
}

/** The orders of a contact, by its id, the latest first. */
export async function ordersOf(
  db: Database,
  contact: string,
  limit: number,
): Promise<readonly ContactOrder[]> {
  const rows = await db
    .selectFrom("orders")
    .select(["store", "id", "placed_at", "status", "total", "currency", "refunded", "items"])
    .where("contact", "=", contact)
    .orderBy("placed_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ placed_at, total, currency, ...row }) => ({
    ...row,
    placedAt: new Date(placed_at).toISOString(),
    total: { amount: total, currency },
  }));
}
