import { type Kysely, sql } from "kysely";

/** What a run keeps beside its position: see `Remembered` of the engine. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table run add column remembered jsonb not null default '{}'`).execute(db);
}
