export {
  type CoveredPart,
  coverageOf,
  coveredParts,
  type JourneyCoverage,
  type Missed,
  percentOf,
  type Share,
  sumOf,
} from "./coverage.ts";
export { branchKey, type Covered, stepKey } from "./covered.ts";
export { inMemory } from "./in-memory.ts";
export { createMakeUp } from "./make-up.ts";
export type { Failure, Happened, Place, TestResult, TraceEntry } from "./result.ts";
export { runTest, type TestWorld } from "./run-test.ts";
export { type SnapshotStore, snapshotFolder } from "./snapshots.ts";
export { valueText } from "./tell.ts";
export { type TestEngine, testEngine } from "./test-engine.ts";
