import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { edited } from "../fixtures/edit.ts";
import { BREAKS } from "./breaks.ts";

/** That `node scripts/break-rules.ts` can still do what it lists; it takes too long to be done at each change. */

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("each way of breaking a rule", () => {
  test.each(BREAKS)("rule $rule: $how", ({ edits, file, test: name = "" }) => {
    const texts = new Map<string, string>();
    for (const edit of edits) {
      const text = edited(texts.get(edit.file) ?? read(`runtime/src/${edit.file}`), edit);
      expect(text, `${edit.file} has it once: ${edit.from}`).toBeDefined();
      texts.set(edit.file, text ?? "");
    }
    expect(read(`test/runtime/${file}`)).toContain(name);
  });

  test("every rule has one", () => {
    expect(new Set(BREAKS.map(({ rule }) => rule)).size).toBe(20);
  });
});
