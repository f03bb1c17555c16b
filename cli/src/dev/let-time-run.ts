import { sql } from "kysely";
import type { Store } from "../runtime.ts";

/**
 * Lets a clock run that stood still while everything was started. Timers set meanwhile were for a clock that stands, so
 * that everybody who is under way is made to look again.
 */
export async function letTimeRun({ clock, db }: Pick<Store, "clock" | "db">, factor: number): Promise<void> {
  await clock.start(factor);
  await sql`insert into outbox (run, journey) select id, journey from run where state = 'alive'`.execute(db);
}
