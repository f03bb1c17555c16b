import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs the tests, showing their progress.
 *
 * @param {string} root
 * @param {readonly string[]} args paths and options for vitest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export async function runVitest(root, args, env) {
  const report = join(root, ".cache", "vitest.json");
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const code = await spawnVitest(
    root,
    ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    env,
  );
  const read = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
  return outcomeOf(read, code);
}

function spawnVitest(root, args, env) {
  const program = join(root, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [program, "run", ...args], { cwd: root, stdio: "inherit", env });
  const forward = (signal) => child.kill(signal);
  process.once("SIGTERM", forward);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGTERM", forward);
      resolve(code ?? 1);
    });
  });
}

/**
 * What vitest's JSON report comes to. A file that could not be loaded has no tests and counts as one failure; so does
 * a run that ends badly although each test passed (an error outside the tests) and one without a report.
 *
 * @param {{ numPassedTests: number, numPendingTests: number, numTodoTests: number, testResults: readonly { name: string,
 *   status: string, message?: string, assertionResults: readonly { status: string }[] }[] } | undefined} report
 * @param {number} code exit code of vitest
 * @returns {import("./outcome.mjs").Outcome}
 */
export function outcomeOf(report, code) {
  const name = "tests";
  if (report === undefined) {
    return {
      name,
      passed: 0,
      failed: 1,
      skipped: 0,
      detail: `vitest ended with code ${code} and left no report`,
    };
  }
  const failedTests = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === "failed");
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failures = failedTests.length + brokenFiles.length;
  const failed = failures === 0 && code !== 0 ? 1 : failures;
  return {
    name,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    ...(brokenFiles.length > 0
      ? { detail: brokenFiles.map((file) => `${file.name}: ${file.message}`).join("\n") }
      : {}),
  };
}
