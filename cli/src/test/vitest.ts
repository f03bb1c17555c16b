import { join, resolve } from "node:path";
import type { CompiledTest } from "@trajet/compiler";
import { runTest, type TestWorld } from "@trajet/runtime/testing";
import { nodeDisk } from "../disk.ts";
import { pretty } from "../output/for-people.ts";
import { inProject, reportOf } from "../output/report.ts";
import { findProject } from "../project.ts";
import { testLetters } from "./letter.ts";
import { titleOf } from "./report.ts";
import { type Selected, selectTests } from "./select.ts";
import { keepSnapshots } from "./snapshots.ts";
import { createProjectWorld } from "./world.ts";

export interface JourneysOptions {
  /** Only tests with this in their name. */
  readonly name?: string;
  /** Writes the snapshots anew. */
  readonly update?: boolean;
}

/**
 * Makes each test of the project in a folder a test of vitest, in a `describe` for its file. Paths are from vitest's working
 * directory. A project with errors is one test that fails and shows them.
 *
 * @throws UsageError where there is no project
 */
export async function journeys(
  folder: string,
  { name, update = false }: JourneysOptions = {},
): Promise<void> {
  const { describe, test } = await import("vitest");
  const selected = await selectTests({ folder: findProject(resolve(folder)), wanted: [] }, name, nodeDisk);
  if (selected.errors.length > 0) {
    test(`the journeys in ${folder}`, () => {
      throw new Error(errorLetters(selected));
    });
    return;
  }
  const world = await createProjectWorld(
    selected.checked.project.folder,
    { update, writeNew: !process.env.CI },
    nodeDisk,
  );
  for (const [file, tests] of Map.groupBy(selected.tests, (one) => one.file))
    describe(file, () => {
      for (const one of tests) test(titleOf(one), () => runOne(selected, one, world));
    });
}

function errorLetters({ checked, errors }: Selected): string {
  return pretty(reportOf([{ checked, shown: errors }], inProject), false);
}

/** Throws the letter of a test that fails, at the line that it is about. */
async function runOne(selected: Selected, test: CompiledTest, world: TestWorld): Promise<void> {
  const { checked } = selected;
  if (checked.compiled === undefined) return;
  const { folder, files } = checked.project;
  const result = await runTest(test, checked.compiled, world);
  keepSnapshots(folder, [result], nodeDisk);
  const [first] = result.failures;
  if (first === undefined) return;
  const letters = testLetters(
    { ...result, durationMs: 0 },
    { color: false, textOf: (file) => files.get(file) },
  );
  const error = new Error(letters);
  const { line, column } = first.range;
  error.stack = `Error: ${letters}\n    at ${join(folder, first.file)}:${line}:${column}`;
  throw error;
}
