import type { CompiledTest } from "@trajet/compiler";
import type { SteppedMachinery } from "@trajet/runtime/stepped";
import type { Failure, JourneyCoverage, TestResult } from "@trajet/runtime/testing";
import type { Disk } from "../disk.ts";
import { runOneByOne, type Timed, type Work } from "./one-by-one.ts";
import type { Selected } from "./select.ts";
import { keepSnapshots, unusedSnapshots } from "./snapshots.ts";
import { createProjectWorld, type Keeping } from "./world.ts";

interface TimedTwice extends Timed {
  /** How long it took on Temporal, if it ran there as well. */
  readonly temporalMs?: number;
}

/** A test that has run, in its project. */
export interface Ran extends TimedTwice {
  readonly folder: string;
}

/** What a project's tests came to. */
export interface ProjectRun {
  readonly selected: Selected;
  readonly ran: readonly Ran[];
  readonly coverage: readonly JourneyCoverage[];
  /** Files of snapshots that were written. */
  readonly written: readonly string[];
  /** Files of snapshots for which no test asks any more. */
  readonly unused: readonly string[];
}

export interface RunOptions {
  readonly keeping: Keeping;
  /** Where each test is run as well, to compare what happens. */
  readonly machinery: SteppedMachinery | undefined;
  /** How many threads share the tests; as many as pay unless said. On Temporal they run one behind the other. */
  readonly jobs: number | undefined;
}

/** Runs the tests of a project. */
export async function runProject(selected: Selected, options: RunOptions, disk: Disk): Promise<ProjectRun> {
  const { checked, tests } = selected;
  const { compiled, project } = checked;
  const { folder } = project;
  if (compiled === undefined || tests.length === 0)
    return { selected, ran: [], coverage: [], written: [], unused: [] };
  const work = { folder, compiled, tests, keeping: options.keeping };
  const here = await inMemory(work, options.jobs, disk);
  const { machinery } = options;
  const timed = machinery === undefined ? here : await compared(here, work, machinery, disk);
  const results = timed.map(({ result }) => result);
  const written = keepSnapshots(folder, results, disk);
  const unused = await unusedSnapshots(folder, results, allRan(selected), disk);
  const tested = new Set(tests.map(({ journey }) => journey));
  const journeys = compiled.journeys.filter(({ program }) => tested.has(program.journey));
  const { coverageOf } = await import("@trajet/runtime/testing");
  const coverage = coverageOf(
    journeys,
    results.map(({ covered }) => covered),
  );
  return { selected, ran: timed.map((one) => ({ folder, ...one })), coverage, written, unused };
}

/** Whether all tests of a file ran, and not only those with a name. */
function allRan({ checked }: Selected): (file: string, results: readonly TestResult[]) => boolean {
  return (file, results) => {
    const tree = checked.model.files.find(({ path }) => path === file)?.tree;
    const tests = tree?.declarations.filter(({ kind }) => kind === "Test") ?? [];
    return new Set(results.map(({ line }) => line)).size === tests.length;
  };
}

async function inMemory(work: Work, jobs: number | undefined, disk: Disk): Promise<readonly Timed[]> {
  const { runOnThreads, threadsFor } = await import("./threads.ts");
  const threads = threadsFor(work.tests.length, jobs);
  return threads === 1 ? runOneByOne(work, disk) : runOnThreads(work, threads, disk);
}

/** Runs what ran in memory on Temporal as well. That they differ is a failure. */
async function compared(
  here: readonly Timed[],
  work: Work,
  machinery: SteppedMachinery,
  disk: Disk,
): Promise<readonly TimedTwice[]> {
  const { differenceOf, onTemporal } = await import("./on-temporal.ts");
  const { runTest } = await import("@trajet/runtime/testing");
  const world = onTemporal(await createProjectWorld(work.folder, work.keeping, disk), machinery);
  const timed: TimedTwice[] = [];
  for (const [nth, { result, durationMs }] of here.entries()) {
    const began = performance.now();
    const there = await runTest(work.tests[nth] as CompiledTest, work.compiled, world);
    const temporalMs = performance.now() - began;
    timed.push({ result: withFailure(result, differenceOf(result, there)), durationMs, temporalMs });
  }
  return timed;
}

function withFailure(result: TestResult, failure: Failure | undefined): TestResult {
  return failure === undefined
    ? result
    : { ...result, status: "failed", failures: [...result.failures, failure] };
}
