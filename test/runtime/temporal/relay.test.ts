import { setImmediate } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { Wake } from "../../../runtime/src/temporal/advance.ts";
import { startRelay } from "../../../runtime/src/temporal/relay.ts";
import { eventually } from "./eventually.ts";
import { scriptedHost } from "./scripted-host.ts";
import { silent } from "./temporal-world.ts";

/** A pause that ends only when the test or the stop says so, and remembers what it was asked. */
function heldPause() {
  const asked: number[] = [];
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      asked.push(ms);
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve());
    });
  return { asked, pause };
}

describe("relay", () => {
  test("delivers what lies in the outbox at the start and confirms it", async () => {
    const host = scriptedHost();
    host.wake("run-1", "WelcomeSeries");
    host.wake("run-2", "Winback");
    const raised: Wake[] = [];
    const relay = startRelay({ host, raise: async (run) => void raised.push(run as Wake), logger: silent });
    await eventually(() => expect(host.outbox).toEqual([]));
    await relay.stop();
    expect(raised.map(({ runId, journey }) => [runId, journey])).toEqual([
      ["run-1", "WelcomeSeries"],
      ["run-2", "Winback"],
    ]);
    expect(host.confirmed).toEqual([1, 2]);
  });

  test("dozes as long as the host says, and a hint wakes it", async () => {
    const host = { ...scriptedHost(), nextWakeMs: async () => 1_234 };
    const { asked, pause } = heldPause();
    const raise = vi.fn(async () => {});
    const relay = startRelay({ host, raise, logger: silent, pause });
    await eventually(() => expect(asked).toEqual([1_234]));
    host.wake("run-1", "WelcomeSeries");
    await eventually(() => expect(raise).toHaveBeenCalledTimes(1));
    await relay.stop();
  });

  test("a hint that comes while the outbox is being read is not slept through", async () => {
    const host = scriptedHost();
    const { pause } = heldPause();
    const raise = vi.fn(async () => {});
    const take = host.takeWakes;
    let first = true;
    host.takeWakes = async (limit) => {
      const wakes = await take(limit);
      if (first) host.wake("run-1", "WelcomeSeries");
      first = false;
      return wakes;
    };
    const relay = startRelay({ host, raise, logger: silent, pause });
    await eventually(() => expect(raise).toHaveBeenCalledTimes(1));
    await relay.stop();
  });

  test("a wake whose call failed is not confirmed, and the others are", async () => {
    const host = scriptedHost();
    for (const runId of ["run-1", "run-bad", "run-3"]) host.wake(runId, "WelcomeSeries");
    const tries: string[] = [];
    const raise = async ({ runId }: { runId: string }) => {
      tries.push(runId);
      if (runId === "run-bad" && tries.filter((id) => id === runId).length === 1) throw new Error("deadline");
    };
    const relay = startRelay({ host, raise, logger: silent });
    await eventually(() => expect(host.outbox).toEqual([]));
    await relay.stop();
    expect(host.confirmed).toEqual([1, 3, 2]);
    expect(tries).toEqual(["run-1", "run-bad", "run-3", "run-bad"]);
  });

  test("backs off ever longer while nothing can be delivered, and starts over after a success", async () => {
    const host = scriptedHost();
    host.wake("run-1", "WelcomeSeries");
    const doze = heldPause();
    const backoffs: number[] = [];
    const pause = async (ms: number, signal: AbortSignal) => {
      if (ms === 60_000) return doze.pause(ms, signal);
      backoffs.push(ms);
    };
    let down = 9;
    const raise = async () => {
      if (down-- > 0) throw new Error("unavailable");
    };
    host.nextWakeMs = async () => {
      // The outbox is empty for the first time: one more failure shows whether the count began anew.
      if (down < 0 && host.confirmed.length === 1) {
        down = 1;
        host.wake("run-2", "WelcomeSeries");
      }
      return 60_000;
    };
    const relay = startRelay({ host, raise, logger: silent, pause });
    await eventually(() => expect(host.confirmed).toEqual([1, 2]));
    await relay.stop();
    expect(backoffs).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000, 200]);
  });

  test("keeps no more calls under way than allowed", async () => {
    const host = scriptedHost();
    for (let n = 0; n < 20; n++) host.wake(`run-${n}`, "WelcomeSeries");
    let underWay = 0;
    let most = 0;
    const raise = async () => {
      most = Math.max(most, ++underWay);
      await setImmediate();
      underWay--;
    };
    const relay = startRelay({ host, raise, logger: silent, concurrency: 3 });
    await eventually(() => expect(host.outbox).toEqual([]));
    await relay.stop();
    expect(most).toBe(3);
  });

  test("stopping waits for the call under way and confirms it", async () => {
    const host = scriptedHost();
    host.wake("run-1", "WelcomeSeries");
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const raise = async () => {
      reached.resolve();
      await gate.promise;
    };
    const relay = startRelay({ host, raise, logger: silent });
    await reached.promise;
    const stopped = relay.stop();
    gate.resolve();
    await stopped;
    expect(host.confirmed).toEqual([1]);
  });
});
