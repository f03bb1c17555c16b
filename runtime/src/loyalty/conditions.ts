import type { Expr, LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { truth } from "../engine/evaluate.ts";
import type { Json, Millis } from "../engine/facts.ts";
import type { Schema } from "../store/schema.ts";
import { contactFacts } from "./contact-facts.ts";
import { conditionInSql } from "./expression-sql.ts";
import { jsonb, texts } from "./json-sql.ts";
import { ordersAsOf } from "./orders-as-of.ts";
import { orderFacts, personFacts, queryScope } from "./query-facts.ts";

type Condition = RawBuilder<unknown>;
type Db = Kysely<Schema>;

const PAGE = 500;
const EVERYTHING: Condition = sql`true`;

/** The query's condition on orders, over the rows `o`; where SQL cannot say it, of those that `counted` lets through. */
export async function orderCondition(
  db: Db,
  query: LoyaltyProgram,
  counted: Condition,
  asOf: Millis,
): Promise<Condition> {
  const { orders } = query;
  if (orders === null) return EVERYTHING;
  return conditionInSql(orders, query.fields) ?? (await passingOrders(db, query, orders, counted, asOf));
}

/** The query's condition on people, over the rows `c`; where SQL cannot say it, it is asked of each of the audience. */
export async function peopleCondition(db: Db, query: LoyaltyProgram, asOf: Millis): Promise<Condition> {
  const { people } = query;
  if (people === null) return EVERYTHING;
  return conditionInSql(people, query.fields) ?? (await passingPeople(db, query, people, asOf));
}

async function passingOrders(
  db: Db,
  query: LoyaltyProgram,
  condition: Expr,
  counted: Condition,
  asOf: Millis,
) {
  const passing: [string, string][] = [];
  for await (const order of counting(db, counted, asOf)) {
    const facts = orderFacts(query, asOf, order.placedAt, order.wire);
    if (truth(condition, queryScope(query), facts)) passing.push([order.store, order.id]);
  }
  return sql`(o.store, o.id) in (select x->>0, x->>1 from jsonb_array_elements(${jsonb(passing)}) x)`;
}

async function passingPeople(db: Db, query: LoyaltyProgram, condition: Expr, asOf: Millis) {
  const passing: string[] = [];
  for await (const known of contactFacts(db, query, [condition, ...Object.values(query.segments ?? {})])) {
    const facts = personFacts(query, asOf, known);
    if (truth(condition, queryScope(query), facts)) passing.push(known.contact.id);
  }
  return sql`c.id in ${texts(passing)}`;
}

interface OrderRow {
  readonly store: string;
  readonly id: string;
  readonly placedAt: Millis;
  /** `Order` of the language. */
  readonly wire: Json;
}

/** The orders that count, page by page. */
async function* counting(db: Db, counted: Condition, asOf: Millis): AsyncGenerator<OrderRow> {
  let after: readonly [string, string] = ["", ""];
  for (;;) {
    const { rows } = await sql<OrderRow>`
      select o.store as "store", o.id as "id", (extract(epoch from o.placed_at) * 1000)::float8 as "placedAt",
        jsonb_build_object(
          'id', o.id, 'store', o.store, 'status', o.status, 'items', o.items,
          'placedAt', to_char(o.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'total', jsonb_build_object('amount', o.total::text, 'currency', o.currency),
          'refunded', case when o.refunded > 0
            then jsonb_build_object('amount', o.refunded::text, 'currency', o.currency) end
        ) as "wire"
      from ${ordersAsOf(asOf)} where ${counted} and (o.store, o.id) > (${after[0]}, ${after[1]})
      order by o.store, o.id limit ${PAGE}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.store, last.id];
  }
}
