import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { edited } from "../fixtures/edit.ts";
import { BREAKS } from "./breaks.ts";
import { HEAD, rowHead, withRows } from "./verdicts.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const rulesOfThePage = (): number[] =>
  [...read("docs/runtime.md").matchAll(/^\| (\d+) \| /gm)].map(([, rule]) => Number(rule));

test("each rule of docs/runtime.md is broken in at least one way", () => {
  const broken = new Set(BREAKS.map(({ rule }) => rule));
  expect(rulesOfThePage()).toHaveLength(20);
  expect(rulesOfThePage().filter((rule) => !broken.has(rule))).toEqual([]);
});

describe.each(BREAKS.map((one) => ({ ...one, name: `rule ${one.rule}: ${one.how}` })))("$name", (one) => {
  test("can be broken in the sources as they are", () => {
    const texts = new Map<string, string>();
    for (const edit of one.edits) {
      const path = `runtime/src/${edit.file}`;
      const text = edited(texts.get(path) ?? read(path), edit);
      expect(text, `${edit.file} does not have its text once: ${edit.from}`).toBeTypeOf("string");
      texts.set(path, text ?? "");
    }
  });

  test("has a test that would find it", () => {
    expect(read(`test/runtime/${one.file}`)).toContain(one.test ?? "test");
  });
});

describe("docs/rules.md", () => {
  const page = read("docs/rules.md");
  const rows = page
    .slice(page.indexOf(HEAD) + HEAD.length)
    .trimEnd()
    .split("\n");

  test("shows each way of breaking a rule, and the test that found it", () => {
    const missing = BREAKS.filter((one) => !rows.some((line) => line.startsWith(rowHead(one))));
    expect(missing.map(({ rule, how }) => `rule ${rule}: ${how}`)).toEqual([]);
  });

  test("has rows of the ways of today alone, in their order: `node scripts/break-rules.ts --write` makes them", () => {
    expect(withRows(page, BREAKS, new Map())).toBe(page);
    expect(rows.filter((line) => !BREAKS.some((one) => line.startsWith(rowHead(one))))).toEqual([]);
  });
});
