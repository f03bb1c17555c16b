import type { CompiledJourney, CompiledProject, CompiledTest } from "@trajet/compiler/program";
import { type CoveredPart, coveredParts } from "./coverage.ts";
import type { Covered } from "./covered.ts";
import { inMemory } from "./in-memory.ts";
import type { TestResult } from "./result.ts";
import { runTest, type TestWorld } from "./run-test.ts";
import type { SnapshotStore } from "./snapshots.ts";

/** Runs tests in memory for an editor, whose texts are those of its buffers. */
export interface TestEngine {
  readonly run: (
    test: CompiledTest,
    project: CompiledProject,
    read: SnapshotStore["read"],
  ) => Promise<TestResult>;
  readonly parts: (
    journeys: readonly CompiledJourney[],
    covered: readonly Covered[],
  ) => readonly CoveredPart[];
}

/** `differences` tells how a snapshot differs, line by line. New snapshots are given back, and written by who asked. */
export function testEngine(differences: SnapshotStore["differences"]): TestEngine {
  const worlds = new WeakMap<CompiledProject, TestWorld>();
  return {
    run(test, project, read) {
      const world = worlds.get(project) ?? inMemory({ update: false, writeNew: true, differences, read });
      worlds.set(project, world);
      return runTest(test, project, world);
    },
    parts: coveredParts,
  };
}
