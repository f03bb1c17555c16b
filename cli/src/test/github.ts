import { data, property } from "../output/github.ts";
import { summaryLine } from "./pretty.ts";
import { failedOf, type TestReport, titleOf } from "./report.ts";

/** Workflow commands of GitHub Actions: each failure stands beside its line in the pull request. */
export function testGithub(report: TestReport): string {
  const lines = failedOf(report).flatMap((test) =>
    test.failures.map(({ file, range, message, line, decided }) => {
      const place = `file=${property(file)},line=${range.line},col=${range.column},endLine=${range.endLine},endColumn=${range.endColumn}`;
      const why =
        decided?.place === undefined
          ? ""
          : `\nWhat decided it: ${decided.place.file}:${decided.place.range.line} ${decided.because ?? decided.text}`;
      return `::error ${place},title=${property(titleOf(test))}::${data(`${line}\n${message}${why}`)}\n`;
    }),
  );
  return `${lines.join("")}${summaryLine(report, { color: false, isTerminal: false })}\n`;
}
