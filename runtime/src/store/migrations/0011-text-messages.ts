import { type Kysely, sql } from "kysely";

/** What providers tell of a message that they took; and contacts are found by the number from which they write. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table effect add column delivery text`.execute(db);
  await sql`create index contact_by_phone on contact ((fields->>'phone'))`.execute(db);
}
