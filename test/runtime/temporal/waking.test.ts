import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStatusOf } from "../../../runtime/src/temporal/raise.ts";
import { startRelay } from "../../../runtime/src/temporal/relay.ts";
import { sweepOnce } from "../../../runtime/src/temporal/sweeper.ts";
import { eventually } from "./eventually.ts";
import { eventKinds, historyOf } from "./histories.ts";
import { DONE, HELD } from "./scripted-host.ts";
import { silent, startTemporalWorld, type TemporalWorld } from "./temporal-world.ts";

let world: TemporalWorld;

beforeAll(async () => {
  world = await startTemporalWorld();
});
afterAll(() => world.stop());

/** A run whose workflow waits for a poke. */
async function heldRun(runId: string) {
  world.host.script(runId, [HELD, DONE]);
  await world.raise({ runId, journey: "Winback" });
  await eventually(async () =>
    expect(eventKinds(await historyOf(world.client, runId))).toContain("MarkerRecorded"),
  );
  return world.client.workflow.getHandle(runId);
}

describe("waking on a real server", () => {
  test("the relay wakes a run that waits, without a second execution", async () => {
    const handle = await heldRun("wake-waiting");
    const { runId: execution } = await handle.describe();
    const relay = startRelay({ ...world, logger: silent });
    world.host.wake("wake-waiting", "Winback");
    await handle.result();
    await relay.stop();
    expect((await handle.describe()).runId).toBe(execution);
    expect(world.host.outbox).toEqual([]);
  });

  test("a fresh run is started without a poke; one that has a workflow all the same is poked", async () => {
    world.host.script("wake-fresh", [HELD, DONE]);
    await world.raise({ runId: "wake-fresh", journey: "Winback", fresh: true });
    const handle = world.client.workflow.getHandle("wake-fresh");
    await eventually(async () =>
      expect(eventKinds(await historyOf(world.client, "wake-fresh"))).toContain("MarkerRecorded"),
    );
    expect(eventKinds(await historyOf(world.client, "wake-fresh"))).not.toContain(
      "WorkflowExecutionSignaled",
    );
    await world.raise({ runId: "wake-fresh", journey: "Winback", fresh: true });
    await handle.result();
    const kinds = eventKinds(await historyOf(world.client, "wake-fresh"));
    expect(kinds.filter((kind) => kind === "WorkflowExecutionSignaled")).toHaveLength(1);
    expect(world.host.attempts("wake-fresh")).toHaveLength(2);
  });

  test("the relay raises a run whose workflow is gone", async () => {
    const handle = await heldRun("wake-gone");
    await handle.terminate();
    const relay = startRelay({ ...world, logger: silent });
    world.host.wake("wake-gone", "Winback");
    await eventually(async () => expect((await handle.describe()).status.name).toBe("COMPLETED"));
    await relay.stop();
    expect(world.host.attempts("wake-gone")).toHaveLength(2);
  });

  test("the sweeper counts as rescued the gone and the never started, not the waiting", async () => {
    const waiting = await heldRun("sweep-waiting");
    const gone = await heldRun("sweep-gone");
    await gone.terminate();
    const ids = ["sweep-waiting", "sweep-gone", "sweep-never"];
    world.host.overdue = ids.map((runId) => ({ runId, journey: "Winback" }));
    const statusOf = createStatusOf(world.client);
    await sweepOnce(
      { ...world, statusOf, logger: silent, pause: async () => {} },
      new AbortController().signal,
    );
    expect(world.host.rescued).toEqual(["sweep-gone", "sweep-never"]);
    await Promise.all(ids.map((id) => world.client.workflow.getHandle(id).result()));
    expect((await waiting.describe()).historyLength).toBeGreaterThan(0);
  });
});
