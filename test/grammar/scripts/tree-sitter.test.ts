import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { currentGrammar, treeSitterFiles } from "../../../grammar/scripts/tree-sitter/files.ts";
import type { Grammar } from "../../../grammar/scripts/tree-sitter/grammar.ts";
import type { Node } from "../../../grammar/scripts/tree-sitter/nodes.ts";
import { treeSitterReader } from "./tree-sitter-reader.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Slips may be read without a problem of form, but are none of the grammar. What is formatted is the same again. */
const VALID = globSync(["examples/**/*.journey", "test/**/*.journey"], { cwd: ROOT })
  .filter((file) => !file.includes("constructs/slip-") && !file.endsWith("formatted.journey"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }))
  .filter(({ text }) => parse(text).problems.length === 0);

/** What a query may name: nodes, and words and signs. */
function namesIn({ rules }: Grammar) {
  const [nodes, signs] = [
    new Set([...rules.keys()].filter((name) => !name.startsWith("_"))),
    new Set<string>(),
  ];
  const walk = (node: Node): void => {
    if (node.type === "STRING") signs.add(node.value);
    if (node.type === "ALIAS") nodes.add(node.value);
    if ("members" in node) node.members.forEach(walk);
    else if ("content" in node) walk(node.content);
  };
  for (const node of rules.values()) walk(node);
  return { nodes, signs };
}

describe("the grammar for tree-sitter", () => {
  const grammar = currentGrammar();
  const read = treeSitterReader(grammar);

  it("reads every fixture and every example", () => {
    expect(VALID.length).toBeGreaterThan(150);
    const missed = VALID.flatMap(({ file, text }) => {
      const at = read(text);
      return at === undefined ? [] : [`${file}: ${text.slice(at, at + 40)}`];
    });
    expect(missed).toEqual([]);
  });

  it("has every node, word and sign that a query of an editor names", () => {
    const { nodes, signs } = namesIn(grammar);
    const queries = [...treeSitterFiles(grammar)].filter(([path]) => path.endsWith(".scm"));
    expect(queries.length).toBeGreaterThan(8);
    for (const [path, text] of queries) {
      const patterns = text.replace(/^;.*$/gm, "").replace(/\(#[^)]*\)/g, "");
      const named = [...patterns.matchAll(/\(([a-z]\w*)|"((?:[^"\\]|\\.)*)"/g)];
      expect(named.length, path).toBeGreaterThan(2);
      for (const [, node, sign] of named) {
        if (node !== undefined) expect(nodes, path).toContain(node);
        else expect(signs, path).toContain(JSON.parse(`"${sign}"`));
      }
    }
  });

  it("reads no text that is none", () => {
    expect(read("journey A for B { delay 3 dayss }")).toBe(32);
    expect(read("journey A for B {")).toBe(17);
    expect(read('email A for B { subject "a" "b" }')).toBe(28);
  });
});
