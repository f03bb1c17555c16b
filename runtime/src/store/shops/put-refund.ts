import type { Selectable } from "kysely";
import type { Database } from "../database.ts";
import type { OrderInput, PutResult } from "../gateway.ts";
import type { Ingest } from "../ingest.ts";
import { refundsIn } from "../known-order.ts";
import { putOrder } from "../put-order.ts";
import type { OrderTable } from "../schema.ts";
import type { RefundInput } from "./shop-gateway.ts";

/**
 * Takes in a refund that is told without its order: the order, with one refund more. A refund that is known is corrected.
 *
 * @returns `undefined` where the order is not known yet
 */
export async function putRefund(ingest: Ingest, told: RefundInput): Promise<PutResult | undefined> {
  const row = await rowOf(ingest.db, told);
  if (row === undefined) return undefined;
  const result = await putOrder(ingest, orderWith(row, told));
  // News of the order came between: what was read of it is outdated, and with it the refund was not taken.
  const isOvertaken =
    result.result === "unchanged" && (await rowOf(ingest.db, told))?.updated_at !== row.updated_at;
  return isOvertaken ? putRefund(ingest, told) : result;
}

function rowOf(db: Database, { store, order }: RefundInput) {
  return db
    .selectFrom("orders")
    .selectAll()
    .where("store", "=", store)
    .where("id", "=", order)
    .executeTakeFirst();
}

function orderWith(row: Selectable<OrderTable>, { id, at, amount, currency }: RefundInput): OrderInput {
  return {
    id: row.id,
    contact: row.contact,
    store: row.store,
    total: row.total,
    currency,
    placedAt: row.placed_at,
    status: row.status as OrderInput["status"],
    items: row.items as NonNullable<OrderInput["items"]>,
    refunds: [...refundsIn(row.refunds).filter((one) => one.id !== id), { id, at, amount }],
    // What was told of the order since then stays.
    updatedAt: row.updated_at ?? at,
  };
}
