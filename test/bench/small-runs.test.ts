import { expect, test } from "vitest";
import { countActions } from "../../bench/engine/actions.ts";
import { openPlace } from "../../bench/engine/place.ts";
import { timeIngest } from "../../bench/ingest/ingest.ts";
import { sampleMemory } from "../../bench/memory/samples.ts";
import { databases } from "../../bench/store.ts";

test.each(databases())("events are taken in on %s, heard and matched", async (database) => {
  const options = { waiting: 20, others: 30, events: 10, batch: 3, repeat: 1 };
  const { kinds, ...found } = await timeIngest(database, options);
  expect(found).toEqual({ database, connections: 8, ...options });
  expect(kinds.map(({ event }) => event)).toEqual(["heard, no match", "matched"]);
  for (const kind of kinds) {
    expect(kind.eventsPerSecond).toBeGreaterThan(0);
    expect(kind.ratio).toBeGreaterThan(0);
    // Beginning, reading, writing, commit: less would be no event taken in.
    expect(kind.statementsPerEvent).toBeGreaterThanOrEqual(4);
  }
});

test("memory is looked at before, between and after", async () => {
  const { samples } = await sampleMemory(5, 2);
  expect(samples.map(({ runs }) => runs)).toEqual([0, 2, 4, 5]);
  expect(samples.every(({ heapUsed, rss }) => heapUsed > 0 && rss > heapUsed)).toBe(true);
});

test("a run takes 1 + (S+1) + S + M actions", async () => {
  const place = await openPlace();
  try {
    const once = { starts: 1, localActivities: 1 };
    expect(await countActions(place, "pglite")).toMatchObject([
      { journey: "Delay", allowed: 4, actions: 4, byKind: { ...once, localActivities: 2, timers: 1 } },
      {
        journey: "Wait",
        allowed: 5,
        actions: 5,
        byKind: { ...once, signals: 1, localActivities: 2, timers: 1 },
      },
      { journey: "Mail", allowed: 2, actions: 2, byKind: once },
      { journey: "Webhook", allowed: 2, actions: 2, byKind: once },
    ]);
  } finally {
    await place.close();
  }
});
