import { type Kysely, sql } from "kysely";

/** What the filter of an arm read when an event matched it: the timeline says so when the run goes on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table wait add column saw jsonb`).execute(db);
}
