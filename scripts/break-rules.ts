/**
 * Breaks each rule of docs/runtime.md, and sees its tests fail: `node scripts/break-rules.ts [--write] [rule …]`. Changes files
 * of the runtime while it runs and puts them back, so it wants a work tree of its own. Prints a row of docs/rules.md for each
 * way, and puts them there where asked to; ends with 1 where a rule was broken and its test went on passing.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { edited } from "../test/fixtures/edit.ts";
import type { Break } from "../test/rules/breaks/break.ts";
import { BREAKS } from "../test/rules/breaks.ts";
import { row, withRows } from "../test/rules/verdicts.ts";
import { findPostgres, startPostgres } from "./postgres.mjs";

const ROOT = join(import.meta.dirname, "..");
const PAGE = join(ROOT, "docs/rules.md");

const words = process.argv.slice(2);
const wanted = words.filter((word) => word !== "--write").map(Number);
// Some rules are about several connections at once, which only PostgreSQL has.
const folder = findPostgres();
if (folder === undefined) throw new Error("this takes PostgreSQL 15 or newer: install it");
const cluster = await startPostgres(folder);
try {
  const verdicts = BREAKS.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule)).map(verdictOn);
  const found = verdicts.filter(({ kind }) => kind === "fails");
  if (words.includes("--write")) write(found);
  process.exitCode = found.length === verdicts.length ? 0 : 1;
} finally {
  await cluster.stop();
}

interface Verdict {
  readonly kind: "fails" | "passes" | "nothing";
  readonly words: string;
}

interface Found extends Verdict {
  readonly one: Break;
  readonly line: string;
}

function verdictOn(one: Break): Found {
  const verdict = tryOne(one);
  const { kind, words } = verdict;
  const line = row(one, kind === "fails" ? words : `${kind.toUpperCase()}: ${words}`);
  console.log(line);
  return { ...verdict, one, line };
}

function write(found: readonly Found[]): void {
  const made = new Map(found.map(({ one, line }) => [one, line]));
  writeFileSync(PAGE, withRows(readFileSync(PAGE, "utf8"), BREAKS, made));
}

function tryOne({ edits, file, test }: Break): Verdict {
  const before = new Map(edits.map((edit) => [edit.file, read(edit.file)]));
  try {
    for (const edit of edits) {
      const text = edited(read(edit.file), edit);
      if (text === undefined) return { kind: "nothing", words: `${edit.file} does not have its text once` };
      put(edit.file, text);
    }
    return runTest(file, test);
  } finally {
    for (const [name, text] of before) put(name, text);
  }
}

/** Vitest ends with 1 also where no test was found, so its report is asked. */
function runTest(file: string, test: string | undefined): Verdict {
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
    env: { ...process.env, TRAJET_TEST_POSTGRES: cluster.url },
  });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  rmSync(dirname(report), { recursive: true });
  return verdictBy(testResults.flatMap(({ assertionResults }) => assertionResults));
}

/** A failure is said with its words: a machine that is too busy fails a test, too, by its time. */
function verdictBy(results: readonly Result[]): Verdict {
  const failed = results.find(({ status }) => status === "failed");
  if (failed !== undefined) return { kind: "fails", words: failed.failureMessages[0]?.split("\n")[0] ?? "" };
  const passed = results.filter(({ status }) => status === "passed");
  return passed.length > 0
    ? { kind: "passes", words: `${passed.length} tests` }
    : { kind: "nothing", words: "no such test" };
}

interface Report {
  readonly testResults: readonly { readonly assertionResults: readonly Result[] }[];
}

interface Result {
  readonly status: string;
  readonly failureMessages: readonly string[];
}

function read(file: string): string {
  return readFileSync(join(ROOT, "runtime/src", file), "utf8");
}

function put(file: string, text: string): void {
  writeFileSync(join(ROOT, "runtime/src", file), text);
}
