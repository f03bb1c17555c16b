import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { Worker } from "@temporalio/worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { driverBundle } from "../../../runtime/src/temporal/bundle.ts";
import { eventually } from "./eventually.ts";
import { eventKinds, everythingIn, type History, historyOf, payloadsOf } from "./histories.ts";
import { CONTINUE, DONE, HELD, sleepFor, type Turn } from "./scripted-host.ts";
import { silent, startTemporalWorld, type TemporalWorld } from "./temporal-world.ts";

const DAY = 86_400_000;

let world: TemporalWorld;
/** Every history that the tests below made, to be replayed at the end. */
const histories: { runId: string; history: History }[] = [];

beforeAll(async () => {
  world = await startTemporalWorld();
});
afterAll(() => world.stop());

/** Raises a run with these turns and hands over its handle without waiting for its end. */
async function begin(runId: string, turns: readonly Turn[]) {
  world.host.script(runId, turns);
  await world.raise({ runId, journey: "WelcomeSeries" });
  return world.client.workflow.getHandle(runId);
}

async function toTheEnd(runId: string, turns: readonly Turn[]): Promise<History> {
  const handle = await begin(runId, turns);
  await handle.result();
  return remember(runId);
}

async function remember(runId: string, executionId?: string): Promise<History> {
  const history = await historyOf(world.client, runId, executionId);
  histories.push({ runId, history });
  return history;
}

async function untilKind(runId: string, kind: string): Promise<void> {
  await eventually(async () => expect(eventKinds(await historyOf(world.client, runId))).toContain(kind));
}

async function poke(runId: string): Promise<void> {
  await world.raise({ runId, journey: "WelcomeSeries" });
}

function modes(runId: string): string[] {
  return world.host.attempts(runId).map(({ local }) => (local ? "local" : "regular"));
}

describe.concurrent("driver", () => {
  test("ends a run that is done at once, under its journey's name", async () => {
    const handle = await begin("run-done", [DONE]);
    await handle.result();
    const { type, status } = await handle.describe();
    expect({ type, status: status.name }).toEqual({ type: "WelcomeSeries", status: "COMPLETED" });
    expect(modes("run-done")).toEqual(["local"]);
    await remember("run-done");
  });

  test("sleeps by a timer that reads like the source line, then asks again", async () => {
    const history = await toTheEnd("run-sleep", [sleepFor(30, "delay 3 days"), DONE]);
    expect(eventKinds(history)).toContain("TimerFired");
    const timer = history.events?.find((event) => event.timerStartedEventAttributes);
    expect(Buffer.from(timer?.userMetadata?.summary?.data ?? []).toString()).toBe('"delay 3 days"');
    expect(modes("run-sleep")).toEqual(["local", "local"]);
  });

  test("a poke ends a sleep", async () => {
    const handle = await begin("run-poked", [sleepFor(DAY), DONE]);
    await untilKind("run-poked", "TimerStarted");
    await poke("run-poked");
    await handle.result();
    expect(eventKinds(await remember("run-poked"))).toContain("TimerCanceled");
  });

  test.each([
    ["local", []],
    ["regular", [CONTINUE]],
  ] as const)("a poke that comes during an attempt is not lost: a %s one", async (kind, before) => {
    const run = `run-poked-within-${kind}`;
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const handle = await begin(run, [
      ...before,
      async () => {
        reached.resolve();
        await gate.promise;
        return sleepFor(DAY);
      },
      DONE,
    ]);
    await reached.promise;
    await poke(run);
    gate.resolve();
    await eventually(() =>
      expect(world.host.attempts(run).length, "it is asked once more").toBeGreaterThanOrEqual(
        before.length + 2,
      ),
    );
    await handle.result();
    await remember(run);
  });

  test("a held run has no timer and waits for a poke", async () => {
    const handle = await begin("run-held", [HELD, DONE]);
    await untilKind("run-held", "MarkerRecorded");
    await poke("run-held");
    await handle.result();
    expect(eventKinds(await remember("run-held"))).not.toContain("TimerStarted");
  });

  test("out of budget goes on in regular activities, and comes back to local ones after a wait", async () => {
    const history = await toTheEnd("run-continue", [CONTINUE, CONTINUE, sleepFor(20), DONE]);
    expect(modes("run-continue")).toEqual(["local", "regular", "regular", "local"]);
    expect(eventKinds(history).filter((kind) => kind === "ActivityTaskScheduled")).toHaveLength(2);
  });

  test("a local attempt that overstays is left to itself and the work done by a regular one", async () => {
    const stuck = Promise.withResolvers<typeof DONE>();
    const overstay = () => stuck.promise;
    await toTheEnd("run-overstay", [overstay, (options) => (options.local ? stuck.promise : DONE), DONE]);
    stuck.resolve(DONE);
    await setImmediate();
    expect(modes("run-overstay").at(-1)).toBe("regular");
  });

  test("a failing attempt is retried, locally first, then with patience", async () => {
    const fail = () => Promise.reject(new Error("no route to the database of ada@example.com"));
    const history = await toTheEnd("run-failing", [fail, fail, fail, DONE]);
    expect(modes("run-failing")).toEqual(["local", "local", "regular", "regular"]);
    expect(everythingIn(history)).not.toContain("ada@example.com");
  });

  test("continues as new after many turns, carrying nothing but the run and the protocol", async () => {
    const turns = Array.from({ length: 120 }, () => sleepFor(0));
    world.host.script("run-many", turns);
    const first = await world.client.workflow.signalWithStart("WelcomeSeries", {
      workflowId: "run-many",
      taskQueue: "trajet",
      args: [{ run: "run-many", protocol: 1 }],
      signal: "poke",
    });
    await world.client.workflow.getHandle("run-many").result();
    expect(world.host.attempts("run-many")).toHaveLength(121);
    const { events = [] } = await remember("run-many", first.signaledRunId);
    const next = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
    const input = next?.input?.payloads?.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()));
    expect(input).toEqual([{ run: "run-many", protocol: 1 }]);
    expect(next?.workflowType?.name).toBe("WelcomeSeries");
    await remember("run-many");
  });

  test("two sleeps cost at most 22 events, and nothing but ids and summaries stands in them", async () => {
    const history = await toTheEnd("run-cost", [
      sleepFor(20, "delay 1 day"),
      sleepFor(20, "delay 1 week"),
      DONE,
    ]);
    expect(eventKinds(history).length).toBeLessThanOrEqual(22);
    // The SDK notes of its own on each local activity, a sequence number and times.
    const said = payloadsOf(history).filter((payload) => !payload.includes('"activity_type":"advance"'));
    expect(said).toEqual([
      '{"run":"run-cost","protocol":1}',
      '{"kind":"sleep","sleepMs":20,"summary":"delay 1 day"}',
      '"delay 1 day"',
      '{"kind":"sleep","sleepMs":20,"summary":"delay 1 week"}',
      '"delay 1 week"',
      '{"kind":"done"}',
    ]);
  });

  test("an execution of a protocol that this worker does not know waits instead of failing", async () => {
    await world.client.workflow.start("WelcomeSeries", {
      workflowId: "run-protocol",
      taskQueue: "trajet",
      args: [{ run: "run-protocol", protocol: 99 }],
    });
    await untilKind("run-protocol", "WorkflowTaskFailed");
    const handle = world.client.workflow.getHandle("run-protocol");
    expect((await handle.describe()).status.name).toBe("RUNNING");
    expect(modes("run-protocol")).toEqual([]);
    await handle.terminate();
  });

  test("a cancelled workflow ends as cancelled, whatever it was waiting for", async () => {
    const handle = await begin("run-cancelled", [sleepFor(DAY)]);
    await untilKind("run-cancelled", "TimerStarted");
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect((await handle.describe()).status.name).toBe("CANCELLED");
    await remember("run-cancelled");
  });
});

/** Histories of releases: `TRAJET_RECORD_HISTORIES=0.1 npx vitest run test/runtime/temporal/driver.test.ts` records those of one. */
const CORPUS = fileURLToPath(new URL("../../fixtures/histories/", import.meta.url));

afterAll(() => {
  const release = process.env.TRAJET_RECORD_HISTORIES;
  if (release === undefined) return;
  mkdirSync(join(CORPUS, release), { recursive: true });
  for (const [index, { runId, history }] of histories.entries()) {
    // Without the name of the machine that recorded it.
    const text = historyToJSON(history).replaceAll(/"identity": *"[^"]*"/g, '"identity": "worker"');
    writeFileSync(join(CORPUS, release, `${runId}-${index}.json`), `${text}\n`);
  }
});

describe("replay", () => {
  test("every history above replays on the same driver", async () => {
    const workflowBundle = await driverBundle(world.folder, silent);
    expect(histories.length).toBeGreaterThanOrEqual(10);
    for (const { runId, history } of histories) {
      await Worker.runReplayHistory({ workflowBundle }, history, runId);
    }
  });

  test("every history that a release has recorded replays, so that runs of months ago go on", async () => {
    const workflowBundle = await driverBundle(world.folder, silent);
    const files = readdirSync(CORPUS, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".json"),
    );
    expect(files.length).toBeGreaterThanOrEqual(10);
    for (const file of files) {
      const history = JSON.parse(readFileSync(join(CORPUS, file), "utf8")) as unknown;
      await Worker.runReplayHistory(
        { workflowBundle },
        history,
        basename(file, ".json").replace(/-\d+$/, ""),
      );
    }
  });
});
