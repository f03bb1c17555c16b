import { type Kysely, sql } from "kysely";

/** The audit log knows by which way a change came, and by which key: names of keys are given again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit add column via text not null default 'console'`.execute(db);
  await sql`alter table audit alter column via drop default`.execute(db);
  await sql`alter table audit add column key text`.execute(db);
}
