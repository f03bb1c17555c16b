import { sql } from "kysely";
import type { Database } from "../../../runtime/src/store/database.ts";

/** All rows of the roll-ups and the numbers of customers, without the ids that each rebuild gives anew. */
export async function rolledUp(db: Database) {
  const { rows } = await sql`
    select b.audience, b.store, b.currency, b.grain, b.start, r.customer, r.orders, trim_scale(r.spent) as spent,
      trim_scale(r.average) as average, trim_scale(r.largest) as largest, r.first, r.last
    from rollup r join rollup_bucket b on b.id = r.bucket order by 1, 2, 3, 4, 5, 6`.execute(db);
  const { rows: numbers } = await sql`
    select b.audience, b.store, b.currency, b.grain, b.start, sum(n.contacts)::int as contacts
    from rollup_count n join rollup_bucket b on b.id = n.bucket group by 1, 2, 3, 4, 5 having sum(n.contacts) <> 0
    order by 1, 2, 3, 4, 5`.execute(db);
  return { rows, numbers };
}
