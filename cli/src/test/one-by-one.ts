import type { CompiledProject, CompiledTest } from "@trajet/compiler";
import type { TestResult } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import { createProjectWorld, type Keeping } from "./world.ts";

/** Tests of a project that are to run. A thread gets a copy of it: it is data alone. */
export interface Work {
  readonly folder: string;
  readonly compiled: CompiledProject;
  readonly tests: readonly CompiledTest[];
  readonly keeping: Keeping;
}

/** What a test came to, and how long it took. */
export interface Timed {
  readonly result: TestResult;
  readonly durationMs: number;
}

/** Runs tests in memory, one behind the other. */
export async function runOneByOne(
  { folder, compiled, tests, keeping }: Work,
  disk: Disk,
): Promise<readonly Timed[]> {
  const { runTest } = await import("@trajet/runtime/testing");
  const world = await createProjectWorld(folder, keeping, disk);
  const timed: Timed[] = [];
  for (const test of tests) {
    const began = performance.now();
    const result = await runTest(test, compiled, world);
    timed.push({ result, durationMs: performance.now() - began });
  }
  return timed;
}
