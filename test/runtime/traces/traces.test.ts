import { readdirSync } from "node:fs";
import { loadProgram } from "@trajet/compiler/program/load";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { DATABASES, openWorld, type World } from "../store/world.ts";
import {
  compileRelease,
  FORMAT_TODAY,
  formatOf,
  programsOf,
  projectOf,
  RELEASE,
  releases,
  storiesOf,
} from "./corpus.ts";
import { COMPOSER, traceInMemory, traceOnDatabase } from "./hosts.ts";
import { formsOfProgram, formsOfSchema } from "./program-forms.ts";

/*
 * What a release has compiled stays in the databases of those who ran it, with people under way in it. So each release leaves
 * its programs here, as they stand in the table, with what happens to some people and what came of it: today's engine reads
 * those programs and does the same with them.
 */
const RECORD = "node test/runtime/traces/record-traces.ts";

describe.each(releases())("the programs of %s", (release) => {
  test.each(programsOf(release))(
    "$journey is read as it stands in the database",
    ({ hash, body, journey }) => {
      const program = loadProgram(JSON.stringify(body), hash);
      expect(program.journey).toBe(journey);
      expect(canonicalJson(program)).toBe(canonicalJson(body));
    },
  );

  test.each(storiesOf(release))("$name gives the same trace in memory", async ({ story, trace }) => {
    expect(await traceInMemory(projectOf(release), story)).toBe(trace);
  });

  test("every step is come to in some story, so that nothing of them is only read", async () => {
    const come = new Set<string>();
    const project = projectOf(release);
    for (const { story } of storiesOf(release))
      await traceInMemory(project, story, (journey, step) => come.add(`${journey}/${step}`));
    const steps = project.journeys.flatMap(({ program: { journey, steps } }) =>
      Object.keys(steps).map((step) => `${journey}/${step}`),
    );
    expect(steps.filter((step) => !come.has(step))).toEqual([]);
  });
});

describe.each(DATABASES)("on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [], {}, COMPOSER);
  });
  afterAll(() => world.close());

  describe.each(releases())("the programs of %s", (release) => {
    test.each(storiesOf(release))("$name gives the same trace", async ({ story, trace }) => {
      await world.clear();
      expect(await traceOnDatabase(world, projectOf(release), story)).toBe(trace);
    });
  });
});

describe("this release", () => {
  test("has a corpus", () => {
    expect(releases(), `No programs of ${RELEASE} are recorded. Record them: ${RECORD}`).toContain(RELEASE);
  });

  test("writes programs in the format that was recorded", () => {
    const letter = `The format of programs is not the one that was recorded for ${RELEASE}. Programs of every release have to be read and run as before: add to the format, or lift old programs up when they are loaded. Then give what is new a step and a story in test/fixtures/traces/${RELEASE}, and record: ${RECORD}`;
    expect(formatOf(RELEASE), letter).toEqual(FORMAT_TODAY);
  });

  test("compiles its sources to the programs that were recorded", () => {
    const stored = new Map(programsOf(RELEASE).map(({ journey, hash }) => [journey, hash]));
    const compiled = new Map(
      compileRelease(RELEASE).journeys.map(({ hash, program: { journey } }) => [journey, hash]),
    );
    const all = new Set([...stored.keys(), ...compiled.keys()]);
    const changed = [...all].filter((journey) => stored.get(journey) !== compiled.get(journey));
    const letter = `${changed.join(", ")} compile to other programs than those recorded for ${RELEASE}. If that is meant, record: ${RECORD}`;
    expect(changed, letter).toEqual([]);
  });

  test("has every form that a program can have", () => {
    const has = new Set(programsOf(RELEASE).flatMap(({ body }) => [...formsOfProgram(body)]));
    const all = formsOfSchema();
    expect(all.size).toBeGreaterThan(400);
    expect([...all].filter((form) => !has.has(form))).toEqual([]);
    expect([...has].filter((form) => !all.has(form))).toEqual([]);
  });

  test("has a story for each trace, and a trace for each story", () => {
    for (const release of releases()) {
      const folder = new URL(`../../fixtures/traces/${release}/`, import.meta.url);
      const traces = readdirSync(folder).filter((file) => file.endsWith(".trace.txt"));
      expect(traces.sort()).toEqual(
        storiesOf(release)
          .map(({ name }) => `${name}.trace.txt`)
          .sort(),
      );
    }
  });
});
