import { type Kysely, sql } from "kysely";

/** How often the scan of a new segment has been through everybody who was left, so that it comes to an end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table watch add column fill_rounds integer not null default 0`.execute(db);
}
