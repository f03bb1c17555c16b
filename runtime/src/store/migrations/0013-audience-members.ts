import { type Kysely, sql } from "kysely";

/** By what a contact was added to a custom audience: the same takes it out again, whatever its address is by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table custom_audience_member add column identifiers jsonb not null default '{}'`)
    .execute(db);
}
