export {
  coverageOf,
  type JourneyCoverage,
  type Missed,
  percentOf,
  type Share,
  sumOf,
} from "./coverage.ts";
export { branchKey, type Covered, stepKey } from "./covered.ts";
export type { Failure, Happened, Place, TestResult, TraceEntry } from "./result.ts";
export { runTest, type TestWorld } from "./run-test.ts";
export type { SnapshotStore } from "./snapshots.ts";
export { valueText } from "./tell.ts";
