import { readFileSync } from "node:fs";
import { type Node, parse, visitChildren } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import { formOf, haveOneForm } from "../../../../compiler/src/analyses/conditions/form.ts";

function nodesOf(text: string): readonly Node[] {
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    visitChildren(node, visit);
  };
  visit(parse(text).tree);
  return nodes;
}

function conditionOf(text: string): Node | undefined {
  const [segment] = parse(`segment Some for Newsletter where ${text}`).tree.declarations;
  return segment?.kind === "Segment" ? segment.where : undefined;
}

describe("the form of a part of a tree", () => {
  test.each([
    ["contact.points > 5", "contact.points   >\n5", true],
    ["(contact.points > 5)", "contact.points > ((5))", true],
    ["contact.points > 5", "contact.points >= 5", false],
    ['contact.city in ["a", "b"]', 'contact.city in ["a", "b"]', true],
    ['contact.city in ["a", "b"]', 'contact.city in ["a"]', false],
    ['contact.city in ["a", "b"]', 'contact.city in ["a,", "b"]', false],
    ["contact bought any product", "contact bought any product within 30 days", false],
  ])("%s, %s: %s", (one, other, same) => {
    expect(haveOneForm(conditionOf(one), conditionOf(other))).toBe(same);
    expect(formOf(conditionOf(one)) === formOf(conditionOf(other))).toBe(same);
  });

  test("is the same for two parts exactly if they have one form", () => {
    const nodes = nodesOf(readFileSync("test/fixtures/grammar/welcome-series.journey", "utf8"));
    expect(nodes.length).toBeGreaterThan(100);
    const forms = nodes.map(formOf);
    for (const [index, one] of nodes.entries())
      for (const [at, other] of nodes.entries())
        if (haveOneForm(one, other) !== (forms[index] === forms[at]))
          expect.fail(`${forms[index]} and ${forms[at]}`);
  });
});
