import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Bounds } from "../engine/periods.ts";
import { allOf, texts } from "./json-sql.ts";
import { stampOf } from "./orders-as-of.ts";

/**
 * Which orders (rows `o` of `ordersAsOf`) count: those that are paid, not refunded as a whole, of the query's stores and
 * currency, placed in the period. What was refunded of one in part is taken off its value. A pending, cancelled or
 * refunded order is no order here, so it counts neither in a number of orders nor in an average; one that was free does.
 */
export function countedOrders(query: LoyaltyProgram, bounds: Bounds): RawBuilder<unknown> {
  const { stores } = query;
  return allOf([
    sql`o.status = 'paid'`,
    sql`(o.refunded = 0 or o.refunded < o.total)`,
    sql`o.currency = ${query.currency}`,
    ...(stores === null ? [] : [ofStores(stores)]),
    ...(bounds.from === null ? [] : [sql`o.placed_at >= ${stampOf(bounds.from)}`]),
    ...(bounds.to === null ? [] : [sql`o.placed_at < ${stampOf(bounds.to)}`]),
  ]);
}

/** So few are named one by one: then they and the time are one range each of an index. */
const FEW_STORES = 16;

const ofStores = (stores: readonly string[]): RawBuilder<unknown> =>
  stores.length > 0 && stores.length <= FEW_STORES
    ? sql`o.store in (${sql.join(stores)})`
    : sql`o.store in ${texts(stores)}`;
