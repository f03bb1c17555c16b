import { type Diagnostic, toJson } from "@trajet/compiler";
import type { Report } from "./report.ts";
import { attribute, escaped } from "./xml.ts";

/**
 * A JUnit report: a suite for each file, and in it a case for each diagnostic, which failed if it is an error or a
 * warning. A file with nothing wrong has one case, which passed: so that CI servers see that it was looked at.
 */
export function junit(report: Report): string {
  const { errors, warnings } = report.summary;
  const unread = report.diagnostics.map(({ file }) => file);
  const suites = [...new Set([...report.files, ...unread])].map((file) => suite(file, report));
  const cases = suites.reduce((sum, { count }) => sum + count, 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="trajet check" tests="${cases}" failures="${errors + warnings}">
${suites.map(({ xml }) => xml).join("")}</testsuites>
`;
}

function suite(file: string, { diagnostics, textOf }: Report) {
  const own = diagnostics.filter((each) => each.file === file);
  const failures = own.filter(({ severity }) => severity !== "info").length;
  const count = Math.max(1, own.length);
  const cases =
    own.length === 0
      ? `    <testcase name="nothing is wrong" classname=${attribute(file)}/>\n`
      : own.map((each) => failedCase(each, textOf)).join("");
  const head = `<testsuite name=${attribute(file)} tests="${count}" failures="${failures}">`;
  return { count, xml: `  ${head}\n${cases}  </testsuite>\n` };
}

function failedCase(diagnostic: Diagnostic, textOf: Report["textOf"]): string {
  const { file, range, severity, code, message, help } = toJson(diagnostic, textOf);
  const { line, column } = range.start;
  const name = attribute(`${code} at ${line}:${column}`);
  const element = severity === "info" ? "system-out" : "failure";
  const about = severity === "info" ? "" : ` type="${severity}" message=${attribute(message)}`;
  const text = escaped(`${file}:${line}:${column}: ${message}\n${help}`);
  return `    <testcase name=${name} classname=${attribute(file)}>
      <${element}${about}>${text}</${element}>
    </testcase>
`;
}
