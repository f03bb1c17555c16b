import { type Kysely, sql } from "kysely";

/** Effects are of several kinds; until now each was a mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table effect add column kind text not null default 'email'`.execute(db);
  await sql`alter table effect alter column kind drop default`.execute(db);
  await sql`update effect set request = request || '{"kind": "email"}'`.execute(db);
}
