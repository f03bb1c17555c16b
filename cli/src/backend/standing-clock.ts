import type { Store } from "../runtime.ts";

/** So slow that nothing happens: a clock that is to go on later from where it stands. */
export const STANDING_STILL = 1e-9;

/**
 * Holds the clock of a sped-up project where it was last known to be. The database reckons it from the real time, so
 * that without this a year would have passed since `trajet dev` ended. A clock that follows the real time is left alone.
 */
export async function holdClock({ db, clock }: Pick<Store, "db" | "clock">): Promise<void> {
  const row = await db.selectFrom("clock").select(["factor", "frozen"]).executeTakeFirst();
  if (row === undefined || row.frozen || row.factor === 1) return;
  await clock.start(STANDING_STILL);
  await clock.freeze();
  // The factor also says how late is late: it has to stay that of the project.
  await db.updateTable("clock").set({ factor: row.factor }).execute();
}
