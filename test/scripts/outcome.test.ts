import { describe, expect, it } from "vitest";
import { exitCode, outcomeLine, totalsLine } from "../../scripts/testing/outcome.mjs";

const passed = { name: "types", passed: 1, failed: 0, skipped: 0 };
const broken = { name: "tests", passed: 7, failed: 2, skipped: 0, detail: "a.test.ts: no such module" };
const skipped = { name: "tests on PostgreSQL", passed: 0, failed: 0, skipped: 1 };

describe("the last line of a test run", () => {
  it("sums all parts", () => {
    expect(totalsLine([passed, broken])).toBe("8 passed, 2 failed");
  });
  it("names what was skipped only where something was", () => {
    expect(totalsLine([passed, skipped])).toBe("1 passed, 0 failed, 1 skipped");
  });
});

describe("the exit code of a test run", () => {
  it.each([
    { outcomes: [passed], ci: true, code: 0 },
    { outcomes: [passed, broken], ci: false, code: 1 },
    { outcomes: [passed, skipped], ci: false, code: 0 },
    { outcomes: [passed, skipped], ci: true, code: 1 },
  ])("is $code with $outcomes.length parts, in CI: $ci", ({ outcomes, ci, code }) => {
    expect(exitCode(outcomes, ci)).toBe(code);
  });
});

describe("the line of a part", () => {
  it.each([
    { outcome: passed, line: "✓ types" },
    { outcome: skipped, line: "- tests on PostgreSQL" },
    { outcome: broken, line: "✗ tests (7 passed, 2 failed)\n    a.test.ts: no such module" },
  ])("$line", ({ outcome, line }) => {
    expect(outcomeLine(outcome)).toBe(line);
  });
});
