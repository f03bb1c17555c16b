import { type Kysely, sql } from "kysely";
import { keepingFunctions } from "./0041-rollups.ts";

/**
 * Roll-ups by day, for periods that are no week, month, quarter or year: the last hundred days, which other buckets do not
 * begin or end with. Days are those of the project's zone. Nobody walks along them, so they are in no index but the key.
 *
 * The indexes that are walked along begin with one number, of the bucket and of about the value: they are sorted in half
 * the time of one that begins with two columns, and a rebuild is mostly that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Null until the roll-ups are made by a version that keeps days.
  "alter table rollup_state add column zone text, add column day_from timestamptz",
  // The number of a bucket of a day is below zero.
  `create function rollup_bucket_id(grain text) returns integer language sql volatile as $$
    select case when grain = 'day' then -1 else 1 end * nextval('rollup_bucket_id_seq')::integer
  $$`,
  `create function rollup_day(at timestamptz, s rollup_state) returns timestamptz language sql stable as $$
    select case when at >= s.day_from and isfinite(at) then date_trunc('day', at, s.zone) end
  $$`,
  // Rises with the value, though values that are close or huge have the same one.
  `create function rollup_place(bucket integer, value numeric) returns bigint language sql immutable as $$
    select (bucket::bigint << 36) + greatest(0, least(value * 100, 68719476735))::bigint
  $$`,
  ...keepingFunctions({ byDay: true, byKey: false }),
  // A rebuild has given them names of its own.
  `do $$ declare old regclass; begin
    for old in select indexrelid from pg_index where indrelid = 'rollup'::regclass and not indisunique loop
      execute 'drop index ' || old;
    end loop;
  end $$`,
  ...["orders", "spent", "average"].map(
    (column) => `create index rollup_by_${column} on rollup
      (rollup_place(bucket, ${column}) desc, ${column} desc, first, customer) where bucket > 0`,
  ),
];
