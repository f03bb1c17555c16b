import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledProject } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { documentOf } from "../../cli/src/dev/bring.ts";
import { type PlayLine, parsePlay } from "../../cli/src/dev/play.ts";
import { readProject } from "../../cli/src/project.ts";
import { readDoorEntry } from "../../runtime/src/doors/door-entry.ts";
import { DATABASES, openWorld, type World } from "../runtime/store/world.ts";

const FOLDER = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const DAY = 86_400_000;
/** Each prebuilt journey comes with a play: people for whom it runs to its end, on a clock that steps from due to due. */
describe("the plays of the prebuilt journeys", () => {
  const worlds: World[] = [];
  beforeAll(async () => {
    for (const database of DATABASES) worlds.push(await openWorld(database));
  });
  beforeEach(() => Promise.all(worlds.map((world) => world.clear())));
  afterAll(() => Promise.all(worlds.map((world) => world.close())));

  test.each(NAMES)("%s: everybody who enters comes to an end, and something reaches them", async (name) => {
    const traces: unknown[] = [];
    for (const world of worlds) {
      await play(world, name);
      const [journey] = await world.store.gateway.journeys();
      expect(journey?.counts).toMatchObject({ active: 0, stuck: 0 });
      expect(journey?.counts.entered).toBeGreaterThan(0);
      expect(world.calls.length).toBeGreaterThan(0);
      const trace = await traceOf(world);
      expect(trace.filter(({ kind }) => kind === "failed")).toEqual([]);
      traces.push(trace);
    }
    // PGlite and PostgreSQL decide the same at the same moments.
    for (const trace of traces) expect(trace).toEqual(traces[0]);
  });
});

async function play(world: World, name: string): Promise<void> {
  const folder = join(FOLDER, name);
  const { compiled } = check(readProject(folder));
  if (compiled === undefined) throw new Error(`${name} does not compile`);
  const { day0, lines } = parsePlay(readFileSync(join(folder, "data/live.ndjson"), "utf8"), name);
  world.answer = async ({ request }) =>
    request.kind === "webhook"
      ? { kind: "done", providerRef: "200", answer: { owner: "cleo", score: 7, number: "7" } }
      : { kind: "done", providerRef: "250 ok" };
  await world.open(compiled, day0);
  await bringCodes(world, folder);
  await world.activate();
  for (const line of lines) {
    await world.until(line.at);
    await bring(world, compiled, line);
  }
  await world.until((lines.at(-1)?.at ?? day0) + 90 * DAY);
}

async function bring({ store }: World, compiled: CompiledProject, line: PlayLine): Promise<void> {
  if (line.kind === "text") {
    const { contacts } = await store.gateway.receiveText({ to: "", ...line.body } as never);
    expect(contacts).toBe(1);
    return;
  }
  const entry = readDoorEntry(
    line.kind === "stock" ? "stock" : `${line.kind}s`,
    compiled,
    documentOf(line, line.at),
    { form: "json", zone: compiled.timezone },
    { imported: false, now: line.at },
  );
  if ("reason" in entry) throw new Error(entry.reason);
  expect(await entry.value(store.gateway)).not.toMatchObject({ result: "rejected" });
}

/** What the timelines say, without the names that are made at random. */
function traceOf({ store }: World) {
  return store.db
    .selectFrom("journal")
    .select(["contact", "journey", "at", "kind", "step", "data"])
    .orderBy("contact")
    .orderBy("id")
    .execute();
}

async function bringCodes({ store }: World, folder: string): Promise<void> {
  const file = join(folder, "data/coupons.ndjson");
  if (!existsSync(file)) return;
  const lines = readFileSync(file, "utf8").trim().split("\n");
  await store.gateway.putCodes(lines.map((line) => JSON.parse(line) as { coupon: string; code: string }));
}
