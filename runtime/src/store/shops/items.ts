import { sql } from "kysely";
import type { Json, Millis } from "../../engine/facts.ts";
import type { Database } from "../database.ts";
import type { StockInput, StockResult } from "../gateway.ts";
import type { Ingest } from "../ingest.ts";
import { putStock } from "../put-stock.ts";
import type { ItemInput, LevelInput } from "./shop-gateway.ts";

interface Item {
  readonly product: { readonly [name: string]: Json } | null;
  readonly endless: boolean;
  /** By place: how many there are, and since when. */
  readonly levels: { readonly [place: string]: readonly [available: number, at: Millis] };
}

/** Takes in what a product is, and whether there is some of it. */
export async function putItem(ingest: Ingest, input: ItemInput): Promise<StockResult> {
  const { store, item, product, endless, inStock, at } = input;
  await sql`insert into shop_item (store, id, product, endless)
    values (${store}, ${item}, ${JSON.stringify(product)}::jsonb, ${endless})
    on conflict (store, id) do update set product = excluded.product, endless = excluded.endless`.execute(
    ingest.db,
  );
  const told = await putStock(ingest, { store, sku: String(product.sku), product, inStock, at });
  const known = await itemOf(ingest.db, store, item);
  const later = known && stockOf(store, known, at);
  return later === undefined ? told : putStock(ingest, later);
}

/** Takes in how many of an item there are at one place; there is some of it where one place has some. */
export async function putLevel(ingest: Ingest, input: LevelInput): Promise<StockResult> {
  const { store, item, place, available, at } = input;
  const level = JSON.stringify({ [place]: [available, at] });
  const { rows } =
    await sql`insert into shop_item (store, id, levels) values (${store}, ${item}, ${level}::jsonb)
    on conflict (store, id) do update set levels = shop_item.levels || excluded.levels
    where coalesce((shop_item.levels->${place}->>1)::float8, 0) <= ${at} returning id`.execute(ingest.db);
  if (rows.length === 0) return { result: "unchanged" };
  const known = await itemOf(ingest.db, store, item);
  const stock = known && stockOf(store, known, at);
  return stock === undefined ? { result: "written" } : putStock(ingest, stock);
}

/** What the places say of an item since a moment; `undefined` where it has no name yet, or none of them has told since. */
function stockOf(store: string, { product, endless, levels }: Item, since: Millis): StockInput | undefined {
  const places = Object.values(levels);
  const at = Math.max(...places.map(([, told]) => told));
  if (product === null || places.length === 0 || at < since) return undefined;
  const inStock = endless || places.some(([available]) => available > 0);
  return { store, sku: String(product.sku), product, inStock, at };
}

async function itemOf(db: Database, store: string, id: string): Promise<Item | undefined> {
  const { rows } = await sql<Item>`select product, endless, levels from shop_item
    where store = ${store} and id = ${id}`.execute(db);
  return rows[0];
}
