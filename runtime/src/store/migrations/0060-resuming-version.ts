import { type Kysely, sql } from "kysely";

/** The version of a journey that decides about those who came due in its pause: what it computes is computed for each of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table release add column program text references program (hash)`.execute(db);
}
