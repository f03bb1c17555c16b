import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Bounds } from "../engine/periods.ts";
import { allOf } from "./json-sql.ts";
import { isEngagement } from "./measure-kinds.ts";
import { ordersAsOf, stampOf } from "./orders-as-of.ts";

/**
 * What each customer comes to: rows of `(contact, orders, spent, largest, first, last)`, and `counted` where the measure
 * counts something else. `first` settles ties.
 *
 * @param counted which rows `o` of `ordersAsOf` count
 */
export function measured(
  query: LoyaltyProgram,
  counted: RawBuilder<unknown>,
  bounds: Bounds,
  asOf: Millis,
): RawBuilder<unknown> {
  const { measure } = query;
  if (isEngagement(measure)) return engaged(measure, query.atLeast, counted, bounds, asOf);
  return bought(counted, countedBeside(measure), query.atLeast, asOf);
}

function bought(
  counted: RawBuilder<unknown>,
  beside: RawBuilder<unknown>,
  atLeast: number,
  asOf: Millis,
): RawBuilder<unknown> {
  return sql`
    select o.contact, count(*)::int as orders, sum(o.total - o.refunded) as spent, max(o.total - o.refunded) as largest,
      min(o.placed_at) as first, max(o.placed_at) as last${beside}
    from ${ordersAsOf(asOf)} where ${counted} group by o.contact having count(*) >= ${atLeast}`;
}

function countedBeside(measure: LoyaltyProgram["measure"]): RawBuilder<unknown> {
  if (measure === "units") {
    return sql`, sum((select coalesce(sum(case when jsonb_typeof(item->'quantity') = 'number'
      then (item->>'quantity')::numeric else 1 end), 0) from jsonb_array_elements(o.items) item)) as counted`;
  }
  if (measure !== "distinct products") return sql``;
  return sql`, (select count(distinct item->>'sku') from jsonb_array_elements(jsonb_path_query_array(
    jsonb_agg(o.items), '$[*][*]')) item) as counted`;
}

/** Messages of which each was opened, or clicked, at least once by a person. Orders stand beside, and rank nobody. */
function engaged(
  measure: "opens" | "clicks",
  atLeast: number,
  counted: RawBuilder<unknown>,
  { from, to }: Bounds,
  asOf: Millis,
): RawBuilder<unknown> {
  const when = allOf([
    sql`starts_with(e.key, ${measure === "opens" ? "open:" : "click:"})`,
    sql`coalesce(e.body->'bot', 'false') <> 'true'`,
    sql`e.at < ${stampOf(Math.min(to ?? asOf, asOf))}`,
    ...(from === null ? [] : [sql`e.at >= ${stampOf(from)}`]),
  ]);
  return sql`
    select e.contact, e.counted, coalesce(b.orders, 0) as orders, coalesce(b.spent, 0) as spent, b.largest, e.first, b.last
    from (select e.contact, count(distinct e.body->>'sending')::int as counted, min(e.at) as first
      from event e where ${when} group by e.contact) e
    left join (${bought(counted, sql``, 1, asOf)}) b on b.contact = e.contact
    where coalesce(b.orders, 0) >= ${atLeast}`;
}
