import { visible } from "@trajet/compiler";
import { createColors } from "picocolors";
import type { Terminal } from "../terminal.ts";
import { coverageText } from "./coverage-text.ts";
import { testLetters } from "./letter.ts";
import { failedOf, type TestLine, type TestReport, titleOf } from "./report.ts";

/** How it is shown: whoever is no terminal is not told how long it took, as that is never the same. */
export type Looks = Pick<Terminal, "color" | "isTerminal">;

/** For people: a line for each test, the letters of those that failed, and how many there were. */
export function prettyTests(report: TestReport, { color, isTerminal }: Looks, withCoverage: boolean): string {
  const paint = createColors(color);
  const files = [...Map.groupBy(report.tests, ({ file }) => file)];
  const lines = files.map(([file, tests]) => fileLines(file, tests, paint));
  const failed = failedOf(report);
  const letters = failed.map((test) => `\n${testLetters(test, { color, textOf: report.textOf })}`);
  const written = report.written.map((name) => `Snapshot written: ${visible(name)}\n`);
  const unused = report.unused.map(
    (name) => `No test asks for this snapshot any more, so it can be deleted: ${visible(name)}\n`,
  );
  const coverage = withCoverage ? `\n${coverageText(report.coverage, color)}` : "";
  return `${lines.join("")}${letters.join("")}${coverage}\n${written.join("")}${unused.join("")}${summaryLine(report, { color, isTerminal })}\n${parityLine(report)}`;
}

type Paint = ReturnType<typeof createColors>;

function fileLines(file: string, tests: readonly TestLine[], paint: Paint): string {
  const head = `${visible(file)}\n`;
  return head + tests.map((test) => `  ${mark(test, paint)} ${visible(titleOf(test))}\n`).join("");
}

function mark({ status }: TestLine, paint: Paint): string {
  return status === "passed" ? paint.green("✓") : paint.red("✗");
}

/** `All of them ran on Temporal as well, to compare what happened: 28 times as long (8.7 s).` */
function parityLine({ tests }: TestReport): string {
  const there = tests.filter(({ temporalMs }) => temporalMs !== undefined);
  if (there.length === 0) return "";
  const total = (of: (test: TestLine) => number): number => there.reduce((sum, test) => sum + of(test), 0);
  const [memory, temporal] = [
    total(({ durationMs }) => durationMs),
    total(({ temporalMs = 0 }) => temporalMs),
  ];
  const ratio = Math.round(temporal / Math.max(memory, 0.1));
  return `All of them ran on Temporal as well, to compare what happened: ${ratio} times as long (${(temporal / 1_000).toFixed(1)} s).\n`;
}

/** `12 tests: 11 passed, 1 failed (0.3 s).` */
export function summaryLine(report: TestReport, { color, isTerminal }: Looks): string {
  const paint = createColors(color);
  const failed = failedOf(report).length;
  const passed = report.tests.length - failed;
  const parts = [
    ...(passed > 0 ? [paint.green(`${passed} passed`)] : []),
    ...(failed > 0 ? [paint.red(`${failed} failed`)] : []),
  ];
  const took = isTerminal ? ` (${(report.durationMs / 1_000).toFixed(1)} s)` : "";
  const count = `${report.tests.length} ${report.tests.length === 1 ? "test" : "tests"}`;
  return `${count}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}${took}.`;
}
