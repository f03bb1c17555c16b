/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, detail?: string }} Outcome
 * What one part of the test run came to. `detail` is shown below its line.
 */

/**
 * The last line of a test run, which CI reads: `N passed, N failed`, and how many were skipped if any were.
 *
 * @param {readonly Outcome[]} outcomes
 * @returns {string}
 */
export function totalsLine(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * The exit code of a test run. In CI everything that is needed can be had, so what was skipped there has failed.
 *
 * @param {readonly Outcome[]} outcomes
 * @param {boolean} ci
 */
export function exitCode(outcomes, ci) {
  const bad = (outcome) => outcome.failed > 0 || (ci && outcome.skipped > 0);
  return outcomes.some(bad) ? 1 : 0;
}

/**
 * One line for a part, such as `✓ import rules` or `✗ vitest (210 passed, 2 failed)`.
 *
 * @param {Outcome} outcome
 */
export function outcomeLine(outcome) {
  const { name, passed, failed, skipped, detail } = outcome;
  const mark = failed > 0 ? "✗" : passed === 0 ? "-" : "✓";
  const counts = passed + failed + skipped > 1 ? ` (${totalsLine([outcome])})` : "";
  return [`${mark} ${name}${counts}`, ...(detail ? [indent(detail)] : [])].join("\n");
}

function indent(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
