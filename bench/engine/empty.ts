import { randomUUID } from "node:crypto";
import type { EngineHost, Wake } from "../../runtime/src/temporal/advance.ts";
import { type Place, type Served, timeRuns } from "./place.ts";
import type { Shape } from "./shape.ts";

/** The yardstick: the same driver, worker and relay over a host that knows nothing but what time it is. */
export async function timeEmpty(place: Place, shape: Shape, runs: number, delayMs: number): Promise<Served> {
  const outbox = Array.from({ length: runs }, (_, index): Wake => {
    return { outboxId: index + 1, runId: randomUUID(), journey: shape.program.journey };
  });
  let entered = 0;
  const host: EngineHost = {
    async advance() {
      const passed = Math.floor((Date.now() - entered) / delayMs);
      if (passed >= shape.delays) return { kind: "done" };
      const due = entered + (passed + 1) * delayMs;
      return { kind: "sleep", sleepMs: due - Date.now(), summary: "delay 1 day" };
    },
    takeWakes: async (limit) => outbox.splice(0, limit),
    woken: async () => {},
    nextWakeMs: async () => 1_000,
    onWake: () => () => {},
    sweep: async () => ({ overdue: [] }),
    release: async () => ({ released: 0, nextMs: 1_000 }),
    recordRescue: async () => false,
  };
  const begin = async () => {
    entered = Date.now();
  };
  return timeRuns(place, { host, begin, runs, delays: shape.delays, delayMs });
}
