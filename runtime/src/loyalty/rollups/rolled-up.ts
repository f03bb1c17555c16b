import { type RawBuilder, sql } from "kysely";
import { texts } from "../json-sql.ts";
import type { Plan } from "./plan.ts";

type RolledUp = Extract<Plan, { readonly from: "roll-ups" }>;

/** Numbers as a list for SQL, empty too. */
export const numbers = (values: readonly number[]): RawBuilder<unknown> =>
  sql`${`{${values.join(",")}}`}::integer[]`;

/** Leaves out whoever is taken from the orders. */
export const notApart = ({ apart }: RolledUp): RawBuilder<unknown> =>
  apart.length === 0 ? sql`` : sql`and not r.customer in ${texts(apart)}`;

/** The rows of `measured`, from the roll-ups; several stores are added up. */
export function rolledUp(plan: RolledUp, atLeast: number): RawBuilder<unknown> {
  const [only, ...more] = plan.buckets;
  if (only !== undefined && more.length === 0) {
    return sql`select r.customer collate "default" as contact, r.orders, r.spent, r.largest, r.first, r.last
      from rollup r where r.bucket = ${only} and r.orders >= ${atLeast} ${notApart(plan)}`;
  }
  return sql`select r.customer collate "default" as contact, sum(r.orders)::int as orders, sum(r.spent) as spent, max(r.largest) as largest,
      min(r.first) as first, max(r.last) as last
    from rollup r where r.bucket = any(${numbers(plan.buckets)}) ${notApart(plan)}
    group by r.customer having sum(r.orders) >= ${atLeast}`;
}
