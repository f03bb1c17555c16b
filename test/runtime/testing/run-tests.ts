import {
  type CompiledProject,
  type CompiledTest,
  checkProject,
  compileProject,
  compileTests,
} from "@trajet/compiler";
import { createSimulator } from "@trajet/runtime/simulator";
import { runTest, type TestResult, type TestWorld } from "@trajet/runtime/testing";

/** Snapshots that are written as they are asked for. */
export const NO_SNAPSHOTS: TestWorld["snapshots"] = {
  read: () => undefined,
  update: false,
  writeNew: true,
  differences: () => [],
};

/** Runs all tests of a project of one file, on the simulator. */
export async function runTests(
  text: string,
  snapshots: TestWorld["snapshots"] = NO_SNAPSHOTS,
): Promise<readonly TestResult[]> {
  const { tests, project } = compiled(text);
  return runCompiled(tests, project, snapshots);
}

/** Runs compiled tests one behind the other, on the simulator. */
export async function runCompiled(
  tests: readonly CompiledTest[],
  project: CompiledProject,
  snapshots: TestWorld["snapshots"] = NO_SNAPSHOTS,
): Promise<readonly TestResult[]> {
  const createHost: TestWorld["createHost"] = (of, outside, startAt) =>
    createSimulator({ compiled: of, outside, startAt });
  const results: TestResult[] = [];
  for (const test of tests) results.push(await runTest(test, project, { createHost, snapshots }));
  return results;
}

/** @throws if the project has an error */
export function compiled(text: string) {
  const files = {
    folder: "/shop",
    config: '{ "name": "shop", "timezone": "Europe/Paris", "sms": true }',
    journeys: [{ path: "main.journey", text }],
    readFile: () => undefined,
  };
  const { model, diagnostics } = checkProject(files);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return { project: compileProject(model, diagnostics), tests: compileTests(model, diagnostics) };
}

/** What is wrong with each line that fails: the line, and the first sentence about it. */
export function complaints({ failures }: TestResult): readonly string[] {
  return failures.map(({ line, message }) => `${line}: ${message.split("\n")[0]}`);
}
