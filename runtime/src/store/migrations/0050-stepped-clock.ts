import { type Kysely, sql } from "kysely";

/** A clock that is stepped: no time passes by itself, and pauses between calls are counted by it as well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table clock add column stepped boolean not null default false`).execute(db);
}
