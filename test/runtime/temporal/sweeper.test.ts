import { describe, expect, test, vi } from "vitest";
import { startSweeper, sweepOnce } from "../../../runtime/src/temporal/sweeper.ts";
import { scriptedHost } from "./scripted-host.ts";
import { silent } from "./temporal-world.ts";

const never = new AbortController().signal;

function parts(overdue: readonly string[], served: readonly string[]) {
  const host = scriptedHost();
  host.overdue = overdue.map((runId) => ({ runId, journey: "WelcomeSeries" }));
  const raised: string[] = [];
  return {
    host,
    raised,
    raise: async ({ runId }: { runId: string }) => void raised.push(runId),
    statusOf: async (runId: string) => (served.includes(runId) ? "RUNNING" : "COMPLETED"),
    logger: silent,
    pause: vi.fn(async () => {}),
  };
}

describe("sweeper", () => {
  test("pokes all, in the host's order, and counts those that no workflow served", async () => {
    const sweep = parts(["oldest", "served", "youngest"], ["served"]);
    await sweepOnce(sweep, never);
    expect(sweep.raised).toEqual(["oldest", "served", "youngest"]);
    expect(sweep.host.rescued).toEqual(["oldest", "youngest"]);
  });

  test("does not count a run that came to its end since it was found", async () => {
    const sweep = parts(["ended", "lost"], []);
    const order: string[] = [];
    const statusOf = async (runId: string) => {
      order.push(`asked Temporal of ${runId}`);
      return "COMPLETED";
    };
    const host = {
      ...sweep.host,
      async recordRescue(runId: string) {
        order.push(`asked the host of ${runId}`);
        return runId === "lost";
      },
    };
    const warned: object[] = [];
    const logger = { ...silent, warn: (about: object) => void warned.push(about) };
    await sweepOnce({ ...sweep, host, statusOf, logger: logger as never }, never);
    expect(order).toEqual([
      "asked Temporal of ended",
      "asked the host of ended",
      "asked Temporal of lost",
      "asked the host of lost",
    ]);
    expect(warned).toEqual([{ run: "lost", workflow: "COMPLETED" }]);
    expect(sweep.raised, "a poke too many does no harm").toEqual(["ended", "lost"]);
  });

  test("keeps to its rate and its limit", async () => {
    const sweep = parts(["a", "b", "c"], []);
    await sweepOnce({ ...sweep, perSecond: 4, limit: 2 }, never);
    expect(sweep.raised).toEqual(["a", "b"]);
    expect(sweep.pause.mock.calls).toEqual([
      [250, never],
      [250, never],
    ]);
  });

  test("a failing call ends the sweep, and what nobody served until then is counted", async () => {
    const sweep = parts(["a", "b", "c"], []);
    const raise = async (run: { runId: string }) => {
      if (run.runId === "b") throw new Error("unavailable");
      await sweep.raise(run);
    };
    await expect(sweepOnce({ ...sweep, raise }, never)).rejects.toThrow("unavailable");
    expect(sweep.host.rescued).toEqual(["a", "b"]);
  });

  test("sweeps again after a failed sweep, until it is stopped", async () => {
    const sweep = parts(["a"], []);
    let sweeps = 0;
    const host = {
      ...sweep.host,
      sweep: async () => {
        if (++sweeps === 1) throw new Error("database away");
        return { overdue: sweep.host.overdue };
      },
    };
    const asked: number[] = [];
    const stopAfterTwo = Promise.withResolvers<void>();
    const pause = async (ms: number, signal: AbortSignal) => {
      asked.push(ms);
      if (sweeps < 2 || ms !== 500) return;
      stopAfterTwo.resolve();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    };
    const sweeper = startSweeper({ ...sweep, host, everyMs: 500, pause });
    await stopAfterTwo.promise;
    await sweeper.stop();
    expect(sweep.raised).toEqual(["a"]);
    expect(asked).toEqual([500, 50, 500]);
  });
});
