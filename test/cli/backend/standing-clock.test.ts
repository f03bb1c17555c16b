import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdClock } from "../../../cli/src/backend/standing-clock.ts";
import { openStore, type Store } from "../../../cli/src/runtime.ts";

let store: Store;
beforeEach(async () => {
  store = await openStore({ project: () => ({}) as never });
});
afterEach(() => store.close());

const NOON = Date.parse("2026-11-23T12:00:00Z");
const HOUR = 3_600_000;

/** The clock of a `trajet dev` that ended an hour ago, by the real time, when it was noon in its own. */
async function endedAnHourAgo(factor: number) {
  await sql`update clock set at = '2026-11-23T12:00:00Z', real_at = clock_timestamp() - interval '1 hour',
    factor = ${factor}, frozen = false`.execute(store.db);
}

describe("holding the clock of a project that does not run", () => {
  it("leaves it where it was last known to be, at its own speed", async () => {
    await endedAnHourAgo(86_400);
    expect(await store.clock.now()).toBeGreaterThan(NOON + HOUR);
    await holdClock(store);
    expect(await store.clock.now()).toBe(NOON);
    const { factor } = await store.db.selectFrom("clock").select("factor").executeTakeFirstOrThrow();
    expect(factor).toBe(86_400);
  });

  it("leaves a clock alone that follows the real time", async () => {
    await endedAnHourAgo(1);
    await holdClock(store);
    expect(await store.clock.now()).toBeGreaterThanOrEqual(NOON + HOUR);
  });
});
