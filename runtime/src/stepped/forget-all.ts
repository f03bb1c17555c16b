import { sql } from "kysely";
import type { Database } from "../store/database.ts";

/** Forgets all that journeys leave behind; the clock and the tables' own history stay. */
export async function forgetAll(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tablename not like 'kysely%' and tablename not in ('clock', 'setting')
  `.execute(db);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))}`.execute(db);
}
