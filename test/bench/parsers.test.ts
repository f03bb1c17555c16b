import { type AnyNode, parse, visitChildren } from "@trajet/grammar";
import { EmbeddedActionsParser } from "chevrotain";
import { AstUtils } from "langium";
import { describe, expect, test, vi } from "vitest";
import { readBare } from "../../bench/compiler/bare.ts";
import { readWithLangium } from "../../bench/compiler/langium/parser.ts";
import { projectOf } from "../../bench/compiler/project.ts";

/** Two journeys with all that the generated ones are made of. */
const TEXT = projectOf(70);

function stepsIn(node: AnyNode): number {
  let count = "steps" in node ? node.steps.length : 0;
  visitChildren(node, (child) => {
    count += stepsIn(child);
  });
  return count;
}

describe("the parsers that the compiler is measured against", () => {
  test("the bare one calls the rules of the grammar that the real one calls, in their order", () => {
    const internals: { ruleInvocationStateUpdate(shortName: number, name: string, index: number): void } =
      Object(EmbeddedActionsParser.prototype);
    const enter = vi.spyOn(internals, "ruleInvocationStateUpdate");
    const rulesOf = (read: (text: string) => unknown): readonly string[] => {
      enter.mockClear();
      read(TEXT);
      return enter.mock.calls.map(([, name]) => name);
    };
    const real = rulesOf(parse);
    expect(real.length).toBeGreaterThan(500);
    expect(rulesOf(readBare)).toEqual(real);
  });

  test("the bare one refuses what does not fit", () => {
    expect(() => readBare(TEXT.replace("send email Welcome", "send email }"))).toThrow();
  });

  test("Langium's reads the same journeys and steps", () => {
    const found = AstUtils.streamAllContents(readWithLangium(TEXT)).toArray();
    const count = (type: string): number => found.filter(({ $type }) => $type === type).length;
    const { tree, problems } = parse(TEXT);
    expect(problems).toEqual([]);
    const journeys = tree.declarations.filter(({ kind }) => kind === "Journey");
    expect(count("Journey")).toBe(journeys.length);
    expect(count("Step")).toBe(stepsIn(tree));
  });
});
