import type { Failure, Happened, JourneyCoverage, Missed, Place } from "@trajet/runtime/testing";
import { failedOf, type TestLine, type TestReport } from "./report.ts";

/** The document of docs/schemas/test.schema.json. */
export function testJson(report: TestReport, withCoverage: boolean) {
  const failed = failedOf(report).length;
  return {
    version: 1,
    tests: report.tests.map(testOf),
    ...(withCoverage && { coverage: { journeys: report.coverage.map(coverageOf) } }),
    ...(report.written.length > 0 && { snapshotsWritten: report.written }),
    summary: { passed: report.tests.length - failed, failed },
  };
}

function testOf({ durationMs, temporalMs, failures, row, ...test }: TestLine) {
  return {
    ...test,
    ...(row !== undefined && { row }),
    durationMs: Math.round(durationMs * 100) / 100,
    ...(temporalMs !== undefined && { temporalMs: Math.round(temporalMs * 100) / 100 }),
    failures: failures.map(failureOf),
  };
}

function failureOf({ file, range, line, message, expected, actual, decided, timeline }: Failure) {
  return {
    file,
    line: range.line,
    range: rangeOf({ file, range }),
    source: line,
    message,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(decided !== undefined && { decided: happened(decided) }),
    timeline: timeline.map(happened),
  };
}

function happened({ place, ...rest }: Happened) {
  return { ...rest, ...(place !== undefined && { source: { file: place.file, line: place.range.line } }) };
}

function rangeOf({ range }: Place) {
  const { line, column, endLine, endColumn } = range;
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

function coverageOf({ journey, file, steps, branches, starts, missed }: JourneyCoverage) {
  return {
    journey,
    file,
    steps,
    branches,
    starts,
    missed: missed.flatMap(({ kind, step }) => (kind === "step" && step !== undefined ? [step] : [])),
    notCovered: missed.map(missedOf),
  };
}

function missedOf({ kind, step, file, range, text }: Missed) {
  return { kind, ...(step !== undefined && { step }), file, line: range.line, text };
}
