/**
 * Breaks each rule of docs/runtime.md once, and sees its test fail: `node scripts/break-rules.ts [rule …]`. Changes files of the
 * runtime while it runs and puts them back, so it wants a work tree of its own. Prints a row for each; ends with 1 where a
 * rule was broken and its test went on passing.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BREAKS, type Break } from "../test/rules/breaks.ts";

const ROOT = join(import.meta.dirname, "..");

const wanted = process.argv.slice(2).map(Number);
const rows = BREAKS.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule)).map((one) => {
  const verdict = tryOne(one);
  console.log(
    `| ${one.rule} | ${one.how} | ${one.file}${one.test === undefined ? "" : `: "${one.test}"`} | ${verdict} |`,
  );
  return verdict;
});
process.exitCode = rows.every((verdict) => verdict.startsWith("fails")) ? 0 : 1;

function tryOne({ edits, file, test }: Break): string {
  const before = new Map(edits.map((edit) => [edit.file, read(edit.file)]));
  try {
    for (const { file, from, to } of edits) {
      const text = read(file);
      if (text.split(from).length !== 2) return `cannot be broken: ${file} does not have it once`;
      write(
        file,
        text.replace(from, () => to),
      );
    }
    return runTest(file, test);
  } finally {
    for (const [name, text] of before) write(name, text);
  }
}

/** Vitest ends with 1 also where no test was found, so its report is asked. */
function runTest(file: string, test: string | undefined): string {
  const report = join(mkdtempSync(join(tmpdir(), "trajet-breaks-")), "report.json");
  const args = [
    "run",
    join("test/runtime", file),
    "--maxWorkers=1",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const named = test === undefined ? [] : ["-t", test.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")];
  spawnSync(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), ...args, ...named], {
    cwd: ROOT,
  });
  const { testResults, success } = JSON.parse(readFileSync(report, "utf8")) as Report;
  rmSync(dirname(report), { recursive: true });
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.find(({ status }) => status === "failed");
  // Said with its words: a machine that is too busy fails a test, too, by its time.
  if (failed !== undefined) return `fails: ${failed.failureMessages[0]?.split("\n")[0]?.slice(0, 120)}`;
  if (results.some(({ status }) => status === "passed")) return "PASSES";
  return success ? "no such test" : "could not be asked";
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function read(file: string): string {
  return readFileSync(join(ROOT, "runtime/src", file), "utf8");
}

function write(file: string, text: string): void {
  writeFileSync(join(ROOT, "runtime/src", file), text);
}
