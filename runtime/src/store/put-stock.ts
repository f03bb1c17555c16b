import { sql } from "kysely";
import { audiencesThatListen } from "../intake/stock.ts";
import type { StockInput, StockResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { beginScan } from "./scans.ts";
import { stamp } from "./wire-types.ts";

/**
 * Takes in whether a store has a product. One that comes back is told, page by page, to the contacts of the audiences
 * whose journeys listen for it. What is older than what is known changes nothing.
 */
export async function putStock(ingest: Ingest, input: StockInput): Promise<StockResult> {
  const { store, sku, product, inStock } = input;
  if (!Object.hasOwn(ingest.project().stores, store)) {
    return { result: "rejected", reason: `the project declares no store ${JSON.stringify(store)}` };
  }
  // Nothing happens later than it is heard of.
  const at = Math.min(input.at, await ingest.now());
  return ingest.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom("product")
      .select(["in_stock", "at"])
      .where("store", "=", store)
      .where("sku", "=", sku)
      .forUpdate()
      .executeTakeFirst();
    const { rows } = await sql<{ sku: string }>`
      insert into product (store, sku, in_stock, at, body)
      values (${store}, ${sku}, ${inStock}, ${stamp(at)}, ${JSON.stringify(product)}::jsonb)
      on conflict (store, sku) do update set in_stock = excluded.in_stock, at = excluded.at, body = excluded.body
      where excluded.at >= product.at
        and (product.in_stock, product.body) is distinct from (excluded.in_stock, excluded.body)
      returning sku
    `.execute(tx);
    if (rows.length === 0) return { result: "unchanged" };
    const audiences = audiencesThatListen(ingest.project());
    if (inStock && known?.in_stock === false && audiences.length > 0) {
      await beginScan(tx, `stock:${store}:${sku}:${at}`, { kind: "stock", audiences, store, product }, at);
    }
    return { result: "written" };
  });
}
