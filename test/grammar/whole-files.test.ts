import { type AnyNode, parse, visitAll, visitChildren } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { FIXTURES } from "./fixtures.ts";
import { printTree } from "./print-tree.ts";

/** All nodes of a tree, parents first. */
function nodesOf(node: AnyNode): AnyNode[] {
  const found = [node];
  visitChildren(node, (child) => {
    found.push(...nodesOf(child));
  });
  return found;
}

describe.each(FIXTURES)("%s", (_file, text) => {
  it("is read without a problem", () => {
    expect(parse(text).problems).toEqual([]);
  });

  it("is visited whole, whether in the order of the text or not", () => {
    const { tree } = parse(text);
    const left = new Set(nodesOf(tree));
    visitAll(tree, (node) => expect(left.delete(node)).toBe(true));
    expect(left.size).toBe(0);
  });

  it("is all in its tokens, but for the blanks", () => {
    const { tokens } = parse(text);
    let end = 0;
    for (const token of tokens) {
      expect(text.slice(end, token.start).trim()).toBe("");
      expect(text.slice(token.start, token.end)).toBe(token.image);
      end = token.end;
    }
    expect(text.slice(end).trim()).toBe("");
  });

  it("has each node within the one around it, and in the order of the text", () => {
    for (const node of nodesOf(parse(text).tree)) {
      let last = node.span.start;
      visitChildren(node, ({ span }) => {
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeLessThanOrEqual(node.span.end);
        last = span.start;
      });
    }
  });

  it("is read up to wherever it is cut off", () => {
    for (const { span } of parse(text).tree.declarations) {
      for (let end = span.start; end <= span.end; end++) {
        const { tree, problems } = parse(text.slice(span.start, end));
        expect(tree.declarations.length).toBeLessThanOrEqual(1);
        expect(problems.length).toBeLessThanOrEqual(2);
      }
    }
  });

  it("keeps all that stands before the place where it is cut off", () => {
    const whole = parse(text).tree.declarations;
    for (let end = 0; end <= text.length; end += 89) {
      const { declarations } = parse(text.slice(0, end)).tree;
      const complete = whole.filter(({ span }) => span.end < end);
      expect(declarations.slice(0, complete.length).map(printTree)).toEqual(complete.map(printTree));
    }
  });
});

describe("a text that is none", () => {
  it.each([
    ["", 0],
    ["\n\n  \t", 0],
    ['\u{FEFF}labels "a"', 0],
    ["// nothing but a comment", 0],
    ["\u0000\u0001", 1],
    ["🎉", 1],
    ["}".repeat(1000), 1],
    ["{".repeat(1000), 1],
    [`segment S for N where ${"(".repeat(5000)}a`, 1],
    [`segment S for N where a${" or a".repeat(5000)}`, 1],
    [`segment S for N where ${"not ".repeat(5000)}a`, 1],
    [`segment S for N where a in ${"[".repeat(5000)}`, 1],
    [`journey J for N {${" if a {".repeat(5000)}`, 1],
    [`webhook W { send ${"{ a: ".repeat(5000)}`, 1],
    ['"'.repeat(999), 1],
  ])("is read without failing: %#", (text, least) => {
    const { tree, problems } = parse(text);
    expect(tree.kind).toBe("File");
    expect(problems.length).toBeGreaterThanOrEqual(least);
  });

  it("is not too deep to walk", () => {
    const { tree, problems } = parse(`segment S for N where ${"(a or ".repeat(3000)}a${")".repeat(3000)}`);
    expect(problems.some(({ code }) => code === "too-deep")).toBe(true);
    expect(nodesOf(tree).length).toBeGreaterThan(60);
  });
});
