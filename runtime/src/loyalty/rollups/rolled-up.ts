import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import { countedOrders } from "../counted-orders.ts";
import { allOf, anyOf, texts } from "../json-sql.ts";
import { measured } from "../measured.ts";
import { isOfBucket, rowsOfBuckets } from "./buckets-sql.ts";
import type { Plan } from "./plan.ts";

type RolledUp = Extract<Plan, { readonly from: "roll-ups" }>;

/** The rows of `measured`, from the roll-ups; several buckets, and the orders at the ends of a period, are added up. */
export function rolledUp(plan: RolledUp, query: LoyaltyProgram, asOf: Millis): RawBuilder<unknown> {
  const { atLeast } = query;
  const [only, ...more] = plan.buckets;
  const columns = sql`r.customer collate "default" as contact, r.orders, r.spent, r.largest, r.first, r.last`;
  if (only !== undefined && more.length === 0 && plan.ragged.length === 0) {
    return sql`select ${columns} from rollup r
      where ${isOfBucket(only)} and r.orders >= ${atLeast} and ${notApart(plan, sql`r.customer`)}`;
  }
  const whole = sql`select ${columns} from ${rowsOfBuckets(plan.buckets)} where ${notApart(plan, sql`r.customer`)}`;
  const parts = plan.ragged.length === 0 ? whole : sql`${whole} union all (${atTheEnds(plan, query, asOf)})`;
  return sql`select p.contact, sum(p.orders)::int as orders, sum(p.spent) as spent, max(p.largest) as largest,
      min(p.first) as first, max(p.last) as last
    from (${parts}) p group by p.contact having sum(p.orders) >= ${atLeast}`;
}

/** Leaves out whoever is taken from the orders. */
const notApart = ({ apart }: RolledUp, contact: RawBuilder<unknown>): RawBuilder<unknown> =>
  apart.length === 0 ? sql`true` : sql`not ${contact} in ${texts(apart)}`;

function atTheEnds(plan: RolledUp, query: LoyaltyProgram, asOf: Millis): RawBuilder<unknown> {
  const spans = plan.ragged.map(({ from, to }) =>
    countedOrders(query, {
      from: Number.isFinite(from) ? from : null,
      to: Number.isFinite(to) ? to : null,
    }),
  );
  const counted = allOf([anyOf(spans), notApart(plan, sql`o.contact`)]);
  return measured({ ...query, atLeast: 1 }, counted, { from: null, to: null }, asOf);
}
