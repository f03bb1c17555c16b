import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { exploreJourney, pathTaken } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { nodeDisk } from "../../../cli/src/disk.ts";
import { selectTests } from "../../../cli/src/test/select.ts";
import { createProjectWorld } from "../../../cli/src/test/world.ts";
import { coverageOf, runTest } from "../../../runtime/src/testing/index.ts";

const FOLDER = fileURLToPath(new URL("../../../examples/prebuilt", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe("the tests of the prebuilt journeys", () => {
  test.each(NAMES)(
    "%s: they pass, come everywhere, and take only paths that the exploration knows",
    async (name) => {
      const folder = `${FOLDER}/${name}`;
      const { checked, tests } = await selectTests({ folder, wanted: [] }, undefined, nodeDisk);
      const { compiled, model } = checked;
      if (compiled === undefined) throw new Error(`${name} does not compile`);
      const world = await createProjectWorld(folder, { update: false, writeNew: false }, nodeDisk);
      const results = [];
      for (const one of tests) results.push(await runTest(one, compiled, world));
      expect(
        results.filter(({ status }) => status === "failed").map((one) => [one.name, one.failures]),
      ).toEqual([]);
      for (const { missed, journey, steps, branches, starts } of coverageOf(
        compiled.journeys,
        results.map(({ covered }) => covered),
      )) {
        expect(missed).toEqual([]);
        for (const share of [steps, branches, starts]) expect(share.covered).toBe(share.total);
        const declared = model.symbols.journeys.get(journey);
        const program = compiled.journeys.find((one) => one.program.journey === journey)?.program;
        if (declared === undefined || program === undefined) throw new Error(`there is no ${journey}`);
        const { paths, decides } = exploreJourney(model, declared, 2_000);
        const known = new Set(paths.map(({ signature }) => signature));
        for (const result of results) {
          const runs = Map.groupBy(result.trace, ({ run }) => String(run));
          for (const entries of runs.values()) {
            if (!entries.some(({ kind }) => kind === "finished")) continue;
            const lines = entries.map(({ kind, step, ...data }) => ({
              kind,
              step: typeof step === "string" ? step : null,
              data,
            }));
            expect([...known]).toContain(pathTaken(lines, program, new Set(decides)));
          }
        }
      }
    },
  );
});
