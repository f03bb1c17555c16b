import { type Kysely, sql } from "kysely";

/** What does not happen in the runs of a contact has one alarm for all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table watch drop constraint watch_kind_check`.execute(db);
  await sql`
    alter table watch add constraint watch_kind_check
    check (kind in ('segment', 'absence', 'abandonment', 'runs'))`.execute(db);
}
