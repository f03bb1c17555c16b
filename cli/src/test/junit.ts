import { attribute, escaped } from "../output/xml.ts";
import { testLetters } from "./letter.ts";
import { failedOf, type TestLine, type TestReport, titleOf } from "./report.ts";

/** A JUnit report: a suite for each file, a case for each test. */
export function testJunit(report: TestReport): string {
  const suites = [...Map.groupBy(report.tests, ({ file }) => file)].map(([file, tests]) =>
    suite(file, tests, report),
  );
  const time = (report.durationMs / 1_000).toFixed(3);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="trajet test" tests="${report.tests.length}" failures="${failedOf(report).length}" time="${time}">
${suites.join("")}</testsuites>
`;
}

function suite(file: string, tests: readonly TestLine[], report: TestReport): string {
  const head = `name=${attribute(file)} tests="${tests.length}" failures="${failedOf({ tests }).length}"`;
  return `  <testsuite ${head}>\n${tests.map((test) => testCase(test, report)).join("")}  </testsuite>\n`;
}

function testCase(test: TestLine, { textOf }: TestReport): string {
  const head = `<testcase name=${attribute(titleOf(test))} classname=${attribute(test.journey)} file=${attribute(test.file)} line="${test.line}" time="${(test.durationMs / 1_000).toFixed(4)}"`;
  const [first] = test.failures;
  if (first === undefined) return `    ${head}/>\n`;
  const letters = escaped(testLetters(test, { color: false, textOf }));
  return `    ${head}>
      <failure message=${attribute(first.message)}>${letters}</failure>
    </testcase>
`;
}
