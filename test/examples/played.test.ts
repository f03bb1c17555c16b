import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledProject } from "@trajet/compiler/program";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { documentOf } from "../../cli/src/dev/bring.ts";
import { type PlayLine, parsePlay } from "../../cli/src/dev/play.ts";
import { readProject } from "../../cli/src/project.ts";
import { readDoorEntry } from "../../runtime/src/doors/door-entry.ts";
import type { EffectRequest } from "../../runtime/src/engine/request.ts";
import { createSimulator } from "../../runtime/src/simulator/simulator.ts";
import type { SimulatedCall, Soon, VirtualHost } from "../../runtime/src/simulator/virtual-host.ts";
import {
  type SteppedMachinery,
  type SteppedProject,
  startStepped,
} from "../../runtime/src/stepped/stepped-host.ts";
import type { CallOutcome } from "../../runtime/src/store/caller.ts";
import type { Gateway } from "../../runtime/src/store/gateway.ts";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import { traceOf, traceOfDatabase } from "../runtime/simulator/database-host.ts";
import { DATABASES, HOUR, openWorld, type World } from "../runtime/store/world.ts";

const FOLDER = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const DRIVER = fileURLToPath(new URL("../../.cache/driver", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const DAY = 86_400_000;
/** Each prebuilt journey comes with a play: people for whom it runs to its end, on a clock that steps from due to due. */
describe("the plays of the prebuilt journeys", () => {
  const worlds: World[] = [];
  let machinery: SteppedMachinery;
  beforeAll(async () => {
    for (const database of DATABASES) worlds.push(await openWorld(database));
    machinery = await startStepped({
      cli: await findTemporalCli(),
      cacheFolder: DRIVER,
      logger: pino({ level: "silent" }),
    });
  }, 120_000);
  beforeEach(() => Promise.all(worlds.map((world) => world.clear())));
  afterAll(async () => {
    await Promise.all(worlds.map((world) => world.close()));
    await machinery.stop();
  });

  test.each(NAMES)("%s: everybody who enters comes to an end, and something reaches them", async (name) => {
    const traces: unknown[] = [];
    for (const world of worlds) {
      await play(world, name);
      const [journey] = await world.store.gateway.journeys();
      expect(journey?.counts).toMatchObject({ active: 0, stuck: 0 });
      expect(journey?.counts.entered).toBeGreaterThan(0);
      expect(world.calls.length).toBeGreaterThan(0);
      const trace = await traceOfDatabase(world);
      expect(trace.filter(({ kind }) => kind === "failed")).toEqual([]);
      traces.push(trace);
    }
    traces.push(await playOn(name, (project) => createSimulator(project)));
    traces.push(await playOn(name, (project) => machinery.open(project)));
    // PGlite, PostgreSQL, the host in memory and the one on Temporal decide the same at the same moments.
    for (const trace of traces) expect(trace).toEqual(traces[0]);
  });
});

interface Play {
  readonly compiled: CompiledProject;
  readonly day0: number;
  readonly lines: readonly PlayLine[];
  readonly codes: readonly { coupon: string; code: string }[];
  /** 90 days behind the last line. */
  readonly end: number;
}

function readPlay(name: string): Play {
  const folder = join(FOLDER, name);
  const { compiled } = check(readProject(folder));
  if (compiled === undefined) throw new Error(`${name} does not compile`);
  const { day0, lines } = parsePlay(readFileSync(join(folder, "data/live.ndjson"), "utf8"), name);
  return { compiled, day0, lines, codes: codesOf(folder), end: (lines.at(-1)?.at ?? day0) + 90 * DAY };
}

const answerTo = ({ kind }: EffectRequest): CallOutcome =>
  kind === "webhook"
    ? { kind: "done", providerRef: "200", answer: { owner: "cleo", score: 7, number: "7" } }
    : { kind: "done", providerRef: "250 ok" };

async function play(world: World, name: string): Promise<void> {
  const { compiled, day0, lines, codes, end } = readPlay(name);
  world.answer = async ({ request }) => answerTo(request);
  await world.open(compiled, day0);
  await world.store.gateway.putCodes(codes);
  await world.activate();
  for (const line of lines) {
    await world.until(line.at);
    expectTaken(await bring(world.store.gateway, compiled, line));
  }
  await world.until(end);
}

/** The same play on a host with a virtual clock: its trace, by contact. */
async function playOn(name: string, open: (project: SteppedProject) => Soon<VirtualHost>) {
  const { compiled, day0, lines, codes, end } = readPlay(name);
  const outside = { answer: ({ request }: SimulatedCall) => answerTo(request) };
  const host = await open({ compiled, startAt: day0 - HOUR, outside });
  await host.putCodes(codes);
  for (const { program } of compiled.journeys) await host.setStatus(program.journey, "active");
  for (const line of lines) {
    await host.until(line.at);
    expectTaken(await bring(host, compiled, line));
  }
  await host.until(end);
  return traceOf(host);
}

/** What a line says, told to whatever takes it in: the store's gateway, or a host in memory. */
function bring(gateway: Gateway | VirtualHost, compiled: CompiledProject, line: PlayLine): unknown {
  if (line.kind === "text") return gateway.receiveText({ to: "", ...line.body } as never);
  const entry = readDoorEntry(
    line.kind === "stock" ? "stock" : `${line.kind}s`,
    compiled,
    documentOf(line, line.at),
    { form: "json", zone: compiled.timezone },
    { imported: false, now: line.at },
  );
  if ("reason" in entry) throw new Error(entry.reason);
  return entry.value(gateway as Gateway);
}

function expectTaken(result: unknown): void {
  expect(result).not.toMatchObject({ result: "rejected" });
  expect(result).not.toMatchObject({ contacts: 0 });
}

function codesOf(folder: string): { coupon: string; code: string }[] {
  const file = join(folder, "data/coupons.ndjson");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
