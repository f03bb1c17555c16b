import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeDisk } from "../../cli/src/disk.ts";
import { projectsIn } from "../../cli/src/project.ts";
import { runProject } from "../../cli/src/test/run.ts";
import { selectTests } from "../../cli/src/test/select.ts";
import { type SteppedMachinery, startStepped } from "../../runtime/src/stepped/index.ts";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));
const PROJECTS = projectsIn(EXAMPLES, nodeDisk).map((folder) => relative(EXAMPLES, folder));
/** A project's tests, one behind the other, on a machine with much to do. */
const LONGEST_MS = 300_000;

/** Each test of the examples, in memory and on a database with a Temporal server: the same happens, line by line. */
describe("the tests of the examples, on Temporal", () => {
  let machinery: SteppedMachinery;
  beforeAll(async () => {
    machinery = await startStepped({
      cli: await findTemporalCli(),
      cacheFolder: fileURLToPath(new URL("../../.cache/driver", import.meta.url)),
      logger: pino({ level: "silent" }),
    });
  }, LONGEST_MS);
  afterAll(() => machinery.stop());

  test.each(PROJECTS)(
    "%s",
    async (name) => {
      const selected = await selectTests({ folder: `${EXAMPLES}/${name}`, wanted: [] }, undefined, nodeDisk);
      expect(selected.tests.length).toBeGreaterThan(0);
      const keeping = { update: false, writeNew: false };
      const { ran } = await runProject(selected, { keeping, machinery, jobs: 1 }, nodeDisk);
      const failed = ran.filter(({ result }) => result.status === "failed");
      expect(
        failed.map(({ result }) => [result.name, result.failures.map(({ message }) => message)]),
      ).toEqual([]);
      expect(ran.every(({ temporalMs }) => temporalMs !== undefined)).toBe(true);
    },
    LONGEST_MS,
  );
});
