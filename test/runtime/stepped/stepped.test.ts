import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SimulatedCall, VirtualHost } from "../../../runtime/src/simulator/virtual-host.ts";
import { type SteppedMachinery, startStepped } from "../../../runtime/src/stepped/stepped-host.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { delay, getsTag, inARow, program, project, send, tag } from "../store/programs.ts";

const T0 = Date.parse("2026-03-02T10:00:00Z");
const [SECOND, DAY] = [1_000, 86_400_000];
let machinery: SteppedMachinery;
beforeAll(async () => {
  machinery = await startStepped({
    cli: await findTemporalCli(),
    cacheFolder: fileURLToPath(new URL("../../../.cache/driver", import.meta.url)),
    callLimit: 30 * SECOND,
    logger: pino({ level: "silent" }),
  });
}, 120_000);
afterAll(() => machinery.stop());

type Draft = Parameters<typeof program>[0];

/** One journey, active, and Ada in it. */
async function enter(
  draft: Omit<Draft, "journey">,
  answer: (call: SimulatedCall) => CallOutcome,
  arm?: number,
) {
  const calls: SimulatedCall[] = [];
  const host = await machinery.open({
    compiled: project(program({ journey: "J", ...draft })),
    startAt: T0 - DAY,
    outside: {
      answer: (call) => {
        calls.push(call);
        return answer(call);
      },
      ...(arm !== undefined && { split: () => arm }),
    },
  });
  await host.setStatus("J", "active");
  await host.until(T0);
  await host.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  return { host, calls };
}

const done = (): CallOutcome => ({ kind: "done", providerRef: "250 ok" });
const kinds = async (host: VirtualHost) =>
  (await host.journal()).map(({ at, kind }) => `${(at - T0) / SECOND} ${kind}`);

test("a delay of days passes when the clock is stepped, and not before", async () => {
  const { host } = await enter({ steps: inARow({ delay: delay(2), "send:Welcome": send() }) }, done);
  await host.until(T0 + 2 * DAY - 1);
  expect(await kinds(host)).toEqual(["0 entered", "0 delayed"]);
  expect(await host.nextDue()).toBe(T0 + 2 * DAY);
  await host.until(T0 + 2 * DAY);
  expect(await kinds(host)).toEqual(["0 entered", "0 delayed", "172800 sent", "172800 finished"]);
});

test("what is tried again waits on the stepped clock", async () => {
  const answers = [() => ({ kind: "not-sent", reason: "503" }) as const, done];
  const { host, calls } = await enter({ steps: inARow({ "send:Welcome": send() }) }, ({ attempt }) =>
    (answers[attempt - 1] ?? done)(),
  );
  expect(calls.map(({ at, attempt }) => [(at - T0) / SECOND, attempt])).toEqual([[0, 1]]);
  await host.until(T0 + DAY);
  expect(calls.map(({ at, attempt }) => [(at - T0) / SECOND, attempt])).toEqual([
    [0, 1],
    [2, 2],
  ]);
});

test("a call that nobody answers takes its limit, and an exit meanwhile takes the run away from it", async () => {
  const { host } = await enter(
    {
      exits: [{ id: "exit", when: getsTag("vip") }],
      steps: inARow({ "send:Welcome": send(), tag: tag("late") }),
    },
    () => ({ kind: "unknown", reason: "timed out" }),
  );
  expect(await host.nextDue()).toBe(T0 + 30 * SECOND);
  await host.until(T0 + 10 * SECOND);
  await host.putContact({ id: "ada", imported: false, fields: {}, addTags: ["vip"] });
  await host.until(T0 + DAY);
  const [run] = await host.runs();
  expect(run?.state).toBe("exited");
  expect(await kinds(host)).toContain("30 failed");
});

test("whoever steps the clock says which arm a split takes, and a project leaves nothing to the next", async () => {
  const split = {
    kind: "split",
    summary: "split",
    next: null,
    arms: [
      { name: "a", share: 9_999, next: null },
      { name: "b", share: 1, next: null },
    ],
  } as const;
  const { host } = await enter({ steps: { split } as never }, done, 1);
  const journal = await host.journal();
  expect(journal.map(({ kind, data }) => data.arm ?? kind)).toEqual(["entered", "b", "finished"]);
});
