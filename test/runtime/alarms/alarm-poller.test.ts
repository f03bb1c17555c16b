import { expect, test } from "vitest";
import { startAlarms } from "../../../runtime/src/alarms/alarm-poller.ts";
import { eventually } from "../temporal/eventually.ts";
import { silent } from "../temporal/temporal-world.ts";

test("who moves the clock lets the poller look at once, for alarms and for lists, however long it rests", async () => {
  const looked = { alarms: 0, lists: 0, segments: 0 };
  const resting: AbortSignal[] = [];
  const poller = startAlarms({
    host: {
      async takeAlarms() {
        looked.alarms += 1;
        return [];
      },
      async makeList() {
        looked.lists += 1;
        return false;
      },
      async takeUnfilled() {
        looked.segments += 1;
        return [];
      },
      ring: async () => undefined,
      nextAlarmMs: async () => 60_000,
    },
    logger: silent,
    pause: (_ms, signal) =>
      new Promise((resolve) => {
        resting.push(signal);
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve());
      }),
  });
  await eventually(() => expect(resting).toHaveLength(3));
  poller.look();
  await eventually(() => expect(resting).toHaveLength(5));
  expect(looked).toEqual({ alarms: 2, lists: 2, segments: 1 });
  await poller.stop();
});
