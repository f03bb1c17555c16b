import { type Kysely, sql } from "kysely";

/** One row for each time that no workflow served what was due: several sweepers that find it count it once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table rescue (
    run text not null,
    due_at timestamptz not null,
    at timestamptz not null,
    primary key (run, due_at)
  )`,
];
