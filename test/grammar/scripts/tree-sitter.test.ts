import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { treeSitterFiles } from "../../../grammar/scripts/tree-sitter/files.ts";
import { treeSitterGrammar } from "../../../grammar/scripts/tree-sitter/grammar.ts";
import { treeSitterReader } from "./tree-sitter-reader.ts";

const ROOT = join(import.meta.dirname, "../../..");
const EBNF = readFileSync(join(ROOT, "grammar/grammar.ebnf"), "utf8");

/** Slips may be read without a problem of form, but are none of the grammar. What is formatted is the same again. */
const VALID = globSync(["examples/**/*.journey", "test/**/*.journey"], { cwd: ROOT })
  .filter((file) => !file.includes("constructs/slip-") && !file.endsWith("formatted.journey"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }))
  .filter(({ text }) => parse(text).problems.length === 0);

describe("the grammar for tree-sitter", () => {
  it("is as `node grammar/scripts/write-grammar.ts` writes it, with its queries", () => {
    const written = globSync("editors/**/*.{scm,js}", { cwd: ROOT }).filter(
      (file) => !file.startsWith("editors/dist/"),
    );
    const made = treeSitterFiles(EBNF);
    for (const [path, text] of made)
      expect(readFileSync(join(ROOT, "editors", path), "utf8"), path).toBe(text);
    expect(written.filter((file) => !made.has(file.slice("editors/".length)))).toEqual([]);
  });

  const read = treeSitterReader(treeSitterGrammar(EBNF));

  it("reads every fixture and every example", () => {
    expect(VALID.length).toBeGreaterThan(150);
    const missed = VALID.flatMap(({ file, text }) => {
      const at = read(text);
      return at === undefined ? [] : [`${file}: ${text.slice(at, at + 40)}`];
    });
    expect(missed).toEqual([]);
  });

  it("reads no text that is none", () => {
    expect(read("journey A for B { delay 3 dayss }")).toBe(32);
    expect(read("journey A for B {")).toBe(17);
    expect(read('email A for B { subject "a" "b" }')).toBe(28);
  });
});
