import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledJourney } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { documentOf } from "../../cli/src/dev/bring.ts";
import { type PlayLine, parsePlay } from "../../cli/src/dev/play.ts";
import { readProject } from "../../cli/src/project.ts";
import { readDoorEntry } from "../../runtime/src/doors/door-entry.ts";
import { needsNotRun } from "../../runtime/src/engine/runnable.ts";
import { openWorld, type World } from "../runtime/store/world.ts";

const FOLDER = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => check(readProject(join(FOLDER, name))).compiled?.journeys.every(isRun));
const DAY = 86_400_000;
function isRun({ program }: CompiledJourney): boolean {
  return needsNotRun(program).length === 0;
}

/** Each prebuilt journey comes with a play: people for whom it runs to its end, on a clock that steps from due to due. */
describe("the plays of the prebuilt journeys", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("pglite");
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  test.each(NAMES)("%s: everybody who enters comes to an end, and something reaches them", async (name) => {
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
    const bring = async (line: PlayLine): Promise<void> => {
      if (line.kind === "text") {
        const { contacts } = await world.store.gateway.receiveText({ to: "", ...line.body } as never);
        expect(contacts).toBe(1);
        return;
      }
      const circumstances = { imported: false, now: line.at };
      const manner = { form: "json", zone: compiled.timezone } as const;
      const entry = readDoorEntry(
        line.kind === "stock" ? "stock" : `${line.kind}s`,
        compiled,
        documentOf(line, line.at),
        manner,
        circumstances,
      );
      if ("reason" in entry) throw new Error(`${name}: ${entry.reason}`);
      expect(await entry.value(world.store.gateway)).not.toMatchObject({ result: "rejected" });
    };
    for (const line of lines) {
      await world.until(line.at);
      await bring(line);
    }
    await world.until((lines.at(-1)?.at ?? day0) + 90 * DAY);

    const [journey] = await world.store.gateway.journeys();
    expect(journey?.counts).toMatchObject({ active: 0, stuck: 0 });
    expect(journey?.counts.entered).toBeGreaterThan(0);
    expect(world.calls.length).toBeGreaterThan(0);
    const wrong = await world.store.db
      .selectFrom("journal")
      .select("data")
      .where("kind", "=", "failed")
      .execute();
    expect(wrong).toEqual([]);
  });
});

async function bringCodes({ store }: World, folder: string): Promise<void> {
  const file = join(folder, "data/coupons.ndjson");
  if (!existsSync(file)) return;
  const lines = readFileSync(file, "utf8").trim().split("\n");
  await store.gateway.putCodes(lines.map((line) => JSON.parse(line) as { coupon: string; code: string }));
}
