import { resolve } from "node:path";
import { percentOf } from "@trajet/runtime/testing";
import { CLEAN, PROBLEMS, printJson, WRONG } from "../commands/context.ts";
import type { Disk } from "../disk.ts";
import { inProject, seenFrom } from "../output/report.ts";
import { writeDiagnostics } from "../output/write.ts";
import type { Terminal } from "../terminal.ts";
import { sharesOf } from "./coverage-text.ts";
import { failedOf, type TestReport, testReport } from "./report.ts";
import type { ProjectRun } from "./run.ts";

/** How the result of a run is wanted. */
export interface Wanted {
  readonly name: string | undefined;
  readonly format: "pretty" | "json" | "junit" | "github";
  readonly coverage: boolean;
  /** A file. */
  readonly coverageHtml: string | undefined;
  /** In percent; 0 for none. */
  readonly minCoverage: number;
}

/** Writes how tests went. Gives the exit code. */
export async function writeTests(
  runs: readonly ProjectRun[],
  wanted: Wanted,
  terminal: Terminal,
  disk: Disk,
  durationMs: number,
): Promise<number> {
  const broken = runs.filter(({ selected }) => selected.errors.length > 0);
  if (broken.length > 0) {
    const parts = broken.map(({ selected: { checked, errors } }) => ({ checked, shown: errors }));
    writeDiagnostics(parts, wanted.format === "github" ? "github" : "pretty", terminal);
  }
  const seen = testReport(runs, seenFrom(terminal.cwd), durationMs);
  if (seen.tests.length > 0 || wanted.format !== "pretty") await writeReport(seen, runs, wanted, terminal);
  if (wanted.coverageHtml !== undefined) {
    const { coverageHtml } = await import("./coverage-html.ts");
    disk.write(resolve(terminal.cwd, wanted.coverageHtml), coverageHtml(runs));
    terminal.err(`Coverage page written: ${wanted.coverageHtml}\n`);
  }
  if (seen.tests.length === 0 && broken.length === 0) return noTests(runs, wanted, terminal);
  const enough = coversEnough(seen, wanted, terminal);
  return failedOf(seen).length === 0 && broken.length === 0 && enough ? CLEAN : PROBLEMS;
}

async function writeReport(
  seen: TestReport,
  runs: readonly ProjectRun[],
  { format, coverage }: Wanted,
  terminal: Terminal,
): Promise<void> {
  switch (format) {
    case "pretty": {
      const { prettyTests } = await import("./pretty.ts");
      return terminal.out(prettyTests(seen, terminal, coverage));
    }
    case "json": {
      const { testJson } = await import("./json.ts");
      const report = runs.length > 1 ? seen : testReport(runs, inProject, seen.durationMs);
      return printJson(terminal, testJson(report, coverage));
    }
    case "junit": {
      const { testJunit } = await import("./junit.ts");
      return terminal.out(testJunit(seen));
    }
    case "github": {
      const { testGithub } = await import("./github.ts");
      return terminal.out(testGithub(seen));
    }
    default:
      return format satisfies never;
  }
}

/** Who asks for tests by a name, and gets none, has misspelt it. A journey's tests may stand in another file than the journey. */
function noTests(runs: readonly ProjectRun[], { name }: Wanted, terminal: Terminal): number {
  if (name !== undefined) {
    terminal.err(`No test has "${name}" in its name.\n`);
    return WRONG;
  }
  const files = filesOfTests(runs, terminal);
  const sentence =
    files.length === 0
      ? "There is no test here: write one, as docs/testing.md shows."
      : `There is no test here; the project has some in ${files.join(", ")}.`;
  terminal.err(`${sentence}\n`);
  return CLEAN;
}

function filesOfTests(runs: readonly ProjectRun[], { cwd }: Terminal): readonly string[] {
  const nameOf = seenFrom(cwd);
  return runs.flatMap(({ selected: { checked } }) =>
    checked.model.files
      .filter(({ tree }) => tree.declarations.some(({ kind }) => kind === "Test"))
      .map(({ path }) => nameOf(checked.project.folder, path)),
  );
}

function coversEnough({ coverage }: TestReport, { minCoverage }: Wanted, terminal: Terminal): boolean {
  const low = (["steps", "branches", "starts"] as const)
    .map((of) => ({ of, percent: percentOf(sharesOf(coverage, of)) }))
    .filter(({ percent }) => percent < minCoverage);
  for (const { of, percent } of low)
    terminal.err(
      `Only ${percent.toFixed(1)}% of the ${of} are covered, and at least ${minCoverage}% are asked for.\n`,
    );
  return low.length === 0;
}
