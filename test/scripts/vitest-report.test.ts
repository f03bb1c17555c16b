import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../scripts/testing/vitest.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: `${status}.test.ts`,
  status,
  message: status === "failed" ? "why" : "",
  assertionResults: tests.map((test) => ({ status: test })),
});
const report = (
  passed: number,
  pending: number,
  todo: number,
  ...testResults: ReturnType<typeof file>[]
) => ({
  numPassedTests: passed,
  numPendingTests: pending,
  numTodoTests: todo,
  testResults,
});

describe("what vitest's report comes to", () => {
  it("counts passed, failed and skipped tests", () => {
    const read = report(
      2,
      1,
      1,
      file("passed", "passed", "pending", "todo"),
      file("failed", "passed", "failed"),
    );
    expect(outcomeOf(read, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 2 });
  });
  it("counts a file that could not be loaded as one failure, and says which", () => {
    const outcome = outcomeOf(report(1, 0, 0, file("passed", "passed"), file("failed")), 1);
    expect(outcome).toMatchObject({ passed: 1, failed: 1, detail: "failed.test.ts: why" });
  });
  it("counts an error outside the tests", () => {
    expect(outcomeOf(report(3, 0, 0, file("passed", "passed")), 1)).toMatchObject({ passed: 3, failed: 1 });
  });
  it("counts a run without a report as failed", () => {
    expect(outcomeOf(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});
