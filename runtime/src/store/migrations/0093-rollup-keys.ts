import { type Kysely, sql } from "kysely";
import { keepingFunctions } from "./0041-rollups.ts";

/**
 * The indexes of the roll-ups are sorted by one number each, in which there are few ties: a rebuild is mostly that. The key is
 * looked up by its bucket and a hash of the customer; who has as many orders is told apart by the first of them. The bucket
 * lies in the indexes too, so that places are counted along them without a look at the rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** Minutes since then fit into 27 bits up to 2155; whoever came before or later is told apart by the columns behind. */
const FIRST_MINUTE = "timestamptz '1900-01-01T00:00:00Z'";
const LAST_MINUTE = "timestamptz '2155-01-01T00:00:00Z'";

const STATEMENTS = [
  `create function rollup_key(bucket integer, customer text) returns bigint language sql immutable as $$
    select (bucket::bigint << 32) + (hashtext(customer)::bigint & 4294967295)
  $$`,
  // Rises with the number of orders, and among equal ones falls with the first of them; all above 510 have one place.
  `create function rollup_place(bucket integer, orders integer, first timestamptz) returns bigint language sql immutable as $$
    select (bucket::bigint << 36) + case when orders > 510 then 511::bigint << 27 else (orders::bigint << 27) + 134217727
      - (date_part('epoch', least(greatest(first, ${FIRST_MINUTE}), ${LAST_MINUTE}) - ${FIRST_MINUTE})::bigint / 60) end
  $$`,
  // A rebuild has given them names of its own.
  `do $$ declare old regclass; begin
    alter table rollup drop constraint if exists rollup_pkey;
    for old in select indexrelid from pg_index where indrelid = 'rollup'::regclass loop
      execute 'drop index ' || old;
    end loop;
  end $$`,
  "create unique index rollup_by_customer on rollup (rollup_key(bucket, customer), customer)",
  `create index rollup_by_orders on rollup
    (rollup_place(bucket, orders, first) desc, orders desc, first) include (bucket) where bucket > 0`,
  ...["spent", "average"].map(
    (column) => `create index rollup_by_${column} on rollup
      (rollup_place(bucket, ${column}) desc, ${column} desc, first) include (bucket) where bucket > 0`,
  ),
  ...keepingFunctions({ byDay: true, byKey: true }),
];
