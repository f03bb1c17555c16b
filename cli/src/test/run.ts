import type { CompiledProject } from "@trajet/compiler";
import type { SteppedMachinery } from "@trajet/runtime/stepped";
import type { Covered, Failure, JourneyCoverage, TestResult, TestWorld } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import type { Selected } from "./select.ts";
import { keepSnapshots, snapshotStore } from "./snapshots.ts";

/** A test that has run, in its project. */
export interface Ran {
  readonly folder: string;
  readonly result: TestResult;
  readonly durationMs: number;
  /** How long it took on Temporal, if it ran there as well. */
  readonly temporalMs?: number;
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
  /** Where each test is run as well, to compare what happens. */
  readonly machinery?: SteppedMachinery;
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
    const durationMs = performance.now() - began;
    if (options.machinery === undefined) ran.push({ folder, result, durationMs });
    else {
      const { differenceOf, onTemporal } = await import("./on-temporal.ts");
      const there = await runTest(test, compiled, onTemporal(world, options.machinery));
      const difference = differenceOf(result, there);
      const temporalMs = performance.now() - began - durationMs;
      ran.push({ folder, result: withFailure(result, difference), durationMs, temporalMs });
    }
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

function withFailure(result: TestResult, failure: Failure | undefined): TestResult {
  return failure === undefined
    ? result
    : { ...result, status: "failed", failures: [...result.failures, failure] };
}
