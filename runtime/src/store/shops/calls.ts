import { sql } from "kysely";
import type { Database } from "../database.ts";

/** Shops try a call again for hours, at most for days. */
const KEPT = "30 days";

/** Whether a call of this id was taken before. */
export async function wasTaken(db: Database, store: string, id: string): Promise<boolean> {
  const { rows } = await sql`select from shop_call where store = ${store} and id = ${id}`.execute(db);
  return rows.length > 0;
}

/** Notes a call that was taken, and forgets those that nobody will try again. */
export async function noteTaken(db: Database, store: string, id: string): Promise<void> {
  await sql`insert into shop_call (store, id) values (${store}, ${id}) on conflict do nothing`.execute(db);
  await sql`delete from shop_call where at < trajet_now() - ${KEPT}::interval`.execute(db);
}
