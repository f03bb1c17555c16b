import type { Failure, Happened, JourneyCoverage, Place } from "@trajet/runtime/testing";
import type { ProjectRun, Ran } from "./run.ts";

/** What tests of one or more projects came to, their files under names that cannot be confused. */
export interface TestReport {
  readonly tests: readonly TestLine[];
  readonly coverage: readonly JourneyCoverage[];
  readonly textOf: (file: string) => string | undefined;
  readonly written: readonly string[];
  readonly unused: readonly string[];
  readonly durationMs: number;
}

export type TestLine = Omit<Ran["result"], "covered" | "snapshots" | "asked"> & {
  readonly durationMs: number;
  readonly temporalMs?: number;
};

/** Puts projects together. `nameOf` gives the name of a file by its project's folder and its path in it. */
export function testReport(
  runs: readonly ProjectRun[],
  nameOf: (folder: string, path: string) => string,
  durationMs: number,
): TestReport {
  const texts = new Map<string, string>();
  const parts = runs.map(({ selected, ran, coverage, written, unused }) => {
    const { folder, files } = selected.checked.project;
    const name = (path: string): string => nameOf(folder, path);
    for (const [path, text] of files) texts.set(name(path), text);
    return {
      tests: ran.map((one) => testLine(one, name)),
      coverage: coverage.map((one) => renamedCoverage(one, name)),
      written: written.map(name),
      unused: unused.map(name),
    };
  });
  return {
    tests: parts.flatMap(({ tests }) => tests),
    coverage: parts.flatMap(({ coverage }) => coverage),
    written: parts.flatMap(({ written }) => written),
    unused: parts.flatMap(({ unused }) => unused),
    textOf: (file) => texts.get(file),
    durationMs,
  };
}

export function failedOf({ tests }: Pick<TestReport, "tests">): readonly TestLine[] {
  return tests.filter(({ status }) => status === "failed");
}

/** `two people, and a past { plan: "pro" }` */
export function titleOf({ name, row }: Pick<TestLine, "name" | "row">): string {
  return row === undefined ? name : `${name} ${row.text.replace(/\s+/g, " ")}`;
}

function testLine({ result, durationMs, temporalMs }: Ran, name: (path: string) => string): TestLine {
  const { covered: _, snapshots: __, asked: ___, ...rest } = result;
  const failures = rest.failures.map((failure) => renamedFailure(failure, name));
  const there = temporalMs === undefined ? {} : { temporalMs };
  return { ...rest, file: name(rest.file), failures, durationMs, ...there };
}

function renamedFailure(failure: Failure, name: (path: string) => string): Failure {
  const place = (of: Place): Place => ({ ...of, file: name(of.file) });
  const told = (one: Happened): Happened =>
    one.place === undefined ? one : { ...one, place: place(one.place) };
  return {
    ...failure,
    file: name(failure.file),
    timeline: failure.timeline.map(told),
    ...(failure.decided !== undefined && { decided: told(failure.decided) }),
  };
}

function renamedCoverage(coverage: JourneyCoverage, name: (path: string) => string): JourneyCoverage {
  const missed = coverage.missed.map((one) => ({ ...one, file: name(one.file) }));
  return { ...coverage, file: name(coverage.file), missed };
}
