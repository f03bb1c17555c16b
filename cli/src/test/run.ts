import type { CompiledProject } from "@trajet/compiler";
import type { Covered, JourneyCoverage, TestResult, TestWorld } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import type { Selected } from "./select.ts";
import { keepSnapshots, snapshotStore } from "./snapshots.ts";

/** A test that has run, in its project. */
export interface Ran {
  readonly folder: string;
  readonly result: TestResult;
  readonly durationMs: number;
}

/** What a project's tests came to. */
export interface ProjectRun {
  readonly selected: Selected;
  readonly ran: readonly Ran[];
  readonly coverage: readonly JourneyCoverage[];
  /** Files of snapshots that were written. */
  readonly written: readonly string[];
}

export interface RunOptions {
  readonly update: boolean;
  /** Snapshots that are not there yet are written. */
  readonly writeNew: boolean;
}

/** What the tests of a project run on: a host in memory, and the snapshots in its folder. */
export async function createProjectWorld(
  folder: string,
  options: RunOptions,
  disk: Disk,
): Promise<TestWorld> {
  const { publish, simulatorOf } = await import("@trajet/runtime/simulator");
  // Most tests of a project run on the same programs, and reading them takes longer than a test.
  const published = new WeakMap<CompiledProject, ReturnType<typeof publish>>();
  return {
    createHost(project, outside, startAt) {
      // Everybody comes after that, so nobody is in a segment before it is kept.
      const known = published.get(project) ?? publish(project, 0);
      published.set(project, known);
      return simulatorOf(known, { outside, startAt });
    },
    snapshots: snapshotStore(folder, options, disk),
  };
}

/** Runs the tests of a project, one behind the other. */
export async function runProject(selected: Selected, options: RunOptions, disk: Disk): Promise<ProjectRun> {
  const { coverageOf, runTest } = await import("@trajet/runtime/testing");
  const { checked, tests } = selected;
  const { compiled } = checked;
  const { folder } = checked.project;
  if (compiled === undefined || tests.length === 0) return { selected, ran: [], coverage: [], written: [] };
  const world = await createProjectWorld(folder, options, disk);
  const ran: Ran[] = [];
  for (const test of tests) {
    const began = performance.now();
    const result = await runTest(test, compiled, world);
    ran.push({ folder, result, durationMs: performance.now() - began });
  }
  const written = keepSnapshots(
    folder,
    ran.map(({ result }) => result),
    disk,
  );
  const covered: readonly Covered[] = ran.map(({ result }) => result.covered);
  const tested = new Set(tests.map(({ journey }) => journey));
  const journeys = compiled.journeys.filter(({ program }) => tested.has(program.journey));
  return { selected, ran, coverage: coverageOf(journeys, covered), written };
}
