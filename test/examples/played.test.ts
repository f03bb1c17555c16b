import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { effectsOf } from "../../cli/src/dev/stand-ins.ts";
import { createSimulator } from "../../runtime/src/simulator/simulator.ts";
import type { SimulatedCall, Soon, VirtualHost } from "../../runtime/src/simulator/virtual-host.ts";
import {
  type SteppedMachinery,
  type SteppedProject,
  startStepped,
} from "../../runtime/src/stepped/stepped-host.ts";
import type { CallOutcome } from "../../runtime/src/store/caller.ts";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import { traceOf, traceOfDatabase } from "../runtime/simulator/database-host.ts";
import { DATABASES, HOUR, openWorld, type World } from "../runtime/store/world.ts";
import { bring, messagesOf, PREBUILT, readPlay, type Sending, webhookAnswer } from "./play.ts";

const DRIVER = fileURLToPath(new URL("../../.cache/driver", import.meta.url));
const NAMES = readdirSync(PREBUILT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
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

  test.each(NAMES)(
    "%s: everybody who enters comes to an end, and each message reaches somebody",
    // Years on four hosts: half a minute of a machine that does nothing else.
    { timeout: 300_000 },
    async (name) => {
      const traces: unknown[] = [];
      for (const world of worlds) {
        await play(world, name);
        const [journey] = await world.store.gateway.journeys();
        expect(journey?.counts).toMatchObject({ active: 0, stuck: 0 });
        expect(journey?.counts.entered).toBeGreaterThan(0);
        expect(world.calls.length).toBeGreaterThan(0);
        const trace = await traceOfDatabase(world);
        expect(trace.filter(({ kind }) => kind === "failed")).toEqual([]);
        const { rows } = await sql<{ readonly message: string }>`
        select distinct message from effect where state = 'done' order by message`.execute(world.store.db);
        const sent = rows.map(({ message }) => message);
        expect(messagesOf(readPlay(name).compiled).filter((message) => !sent.includes(message))).toEqual([]);
        traces.push(trace);
      }
      traces.push(await playOn(name, (project) => createSimulator(project)));
      traces.push(await playOn(name, (project) => machinery.open(project)));
      // PGlite, PostgreSQL, the host in memory and the one on Temporal decide the same at the same moments.
      for (const trace of traces) expect(trace).toEqual(traces[0]);
    },
  );
});

async function play(world: World, name: string): Promise<void> {
  const played = readPlay(name);
  const { compiled, day0, lines, codes, end } = played;
  world.answer = async ({ request, key }) => {
    if (request.kind !== "webhook") return SENT;
    const { webhook, contact } = await effectsOf(world.store)(key);
    return webhookAnswer(played, webhook, contact);
  };
  await world.open(compiled, day0);
  await world.store.gateway.putCodes(codes);
  await world.activate();
  for (const line of lines) {
    await world.until(line.at);
    expectTaken(await bring(world.store.gateway, played, line, sentIn(world)));
  }
  await world.until(end);
}

const SENT: CallOutcome = { kind: "done", providerRef: "250 ok" };

/** The latest sending of a message to a contact. */
const sentIn =
  ({ store }: World) =>
  (contact: string, message: string): Promise<Sending | undefined> =>
    store.db
      .selectFrom("effect")
      .select(["contact", "run", "step", "visit"])
      .where("contact", "=", contact)
      .where("message", "=", message)
      .orderBy("at", "desc")
      .executeTakeFirst();

/** The same play on a host with a virtual clock: its trace, by contact. */
async function playOn(name: string, open: (project: SteppedProject) => Soon<VirtualHost>) {
  const played = readPlay(name);
  const { compiled, day0, lines, codes, end } = played;
  const calls: SimulatedCall[] = [];
  const answer = (call: SimulatedCall): CallOutcome => {
    calls.push(call);
    return call.request.kind === "webhook" ? webhookAnswer(played, call.name, call.contact) : SENT;
  };
  const sent = async (contact: string, message: string): Promise<Sending | undefined> =>
    calls.findLast((call) => call.contact === contact && call.name === message);
  const host = await open({ compiled, startAt: day0 - HOUR, outside: { answer } });
  await host.putCodes(codes);
  for (const { program } of compiled.journeys) await host.setStatus(program.journey, "active");
  for (const line of lines) {
    await host.until(line.at);
    expectTaken(await bring(host, played, line, sent));
  }
  await host.until(end);
  return traceOf(host);
}

function expectTaken(result: unknown): void {
  expect(result).not.toMatchObject({ result: "rejected" });
  expect(result).not.toMatchObject({ contacts: 0 });
}
