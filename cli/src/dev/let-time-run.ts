import { sql } from "kysely";
import type { Store } from "../runtime.ts";

/**
 * Lets a clock run that stood still while everything was started. Timers set meanwhile were for a clock that stands, so
 * that everybody who is under way is made to look again.
 */
export async function letTimeRun({ clock, db }: Pick<Store, "clock" | "db">, factor: number): Promise<void> {
  if (factor === 1) await clock.start(factor);
  else await stand(clock, db, factor);
  await sql`insert into outbox (run, journey) select id, journey from run where state = 'alive'`.execute(db);
}

/** A clock that is sped up is moved step by step, by its pace, from where it stands. */
async function stand(clock: Store["clock"], db: Store["db"], factor: number): Promise<void> {
  await clock.freeze();
  await db.updateTable("clock").set({ factor }).execute();
  // Only what happens after the activation lets people in, and a play may begin at this very moment.
  await clock.advance(1);
}
