import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, VERBS } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { type Part, readEbnf } from "../../../grammar/scripts/ebnf.ts";
import { grammarPage } from "../../../grammar/scripts/grammar-page.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SOURCE = readFileSync(join(ROOT, "grammar/grammar.ebnf"), "utf8");
const RULES = new Map(
  readEbnf(SOURCE).flatMap(({ rules }) => rules.map((rule) => [rule.name, rule.part] as const)),
);

const partsOf = (part: Part): readonly Part[] => [
  part,
  ...("parts" in part ? part.parts.flatMap(partsOf) : "part" in part ? partsOf(part.part) : []),
];

describe("the manual's page of the grammar", () => {
  const made = grammarPage(SOURCE);

  it("is as `node grammar/scripts/write-grammar.ts` writes it", () => {
    for (const [path, text] of made) expect(readFileSync(join(ROOT, "docs", path), "utf8"), path).toBe(text);
  });

  it("has one picture for each rule, and none for what is no rule any more", () => {
    expect(readdirSync(join(ROOT, "docs/grammar")).toSorted()).toEqual(
      [...RULES.keys()].map((name) => `${name}.svg`).toSorted(),
    );
  });

  it("names no rule that it lacks, and has none that no other names", () => {
    const named = [...RULES.values()]
      .flatMap(partsOf)
      .flatMap((part) => (part.kind === "rule" ? [part.text] : []));
    const names = new Set(named.map((name) => name.split(".")[0] ?? ""));
    expect([...names].filter((name) => !RULES.has(name))).toEqual([]);
    expect([...RULES.keys()].filter((name) => !names.has(name))).toEqual(["file"]);
  });

  it("shows each word and each name of a rule in its picture", () => {
    for (const [name, part] of RULES) {
      const picture = made.get(`grammar/${name}.svg`) ?? "";
      const texts = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
        text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
      );
      const words = partsOf(part).flatMap((one) =>
        "text" in one ? [one.kind === "verb" ? `~${one.text}` : one.text] : [],
      );
      expect([...new Set(texts)].toSorted(), name).toEqual([...new Set(words)].toSorted());
    }
  });
});

/** A source of numbers that is the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const TOKENS: Readonly<Record<string, readonly string[]>> = {
  STRING: ['"vip"', '"a b"'],
  TEXTBLOCK: ['"""\n  one\n  two\n"""'],
  NUMBER: ["1", "50", "1_000.5"],
  PERCENT: ["12.5%"],
  TIME: ["9:00"],
  DATE: ["2026-12-24"],
  CURRENCY: ["EUR"],
  WORD: ["plan", "email", "split"],
  FREE: ["plan", "total"],
  NAME: ["Welcome", "Lapsed"],
  LABEL: ["nudge"],
};

/** Derives a sentence of a rule. `depth` bounds what stands within each other. */
function sentenceOf(name: string, seed: number): string {
  const roll = dice(seed);
  const derive = (part: Part, depth: number, form: "base" | "present" | "past"): string => {
    switch (part.kind) {
      case "word":
        return part.text;
      case "token": {
        const choices = TOKENS[part.text] ?? [];
        return choices[roll(choices.length)] ?? "";
      }
      case "verb":
        return VERBS.find(({ base }) => base === part.text)?.[form] ?? "";
      case "rule": {
        const [rule = "", tense] = part.text.split(".");
        const inner = RULES.get(rule);
        return inner === undefined
          ? ""
          : derive(inner, depth - 1, (tense as typeof form | undefined) ?? form);
      }
      case "sequence":
        return part.parts.map((one) => derive(one, depth, form)).join(" ");
      case "choice": {
        const choices =
          depth > 0 ? part.parts : part.parts.toSorted((a, b) => heightOf(a) - heightOf(b)).slice(0, 1);
        const chosen = choices[roll(choices.length)];
        return chosen === undefined ? "" : derive(chosen, depth, form);
      }
      case "optional":
        return depth > 0 && roll(2) === 0 ? derive(part.part, depth, form) : "";
      case "repeated":
        return depth > 0
          ? Array.from({ length: roll(3) }, () => derive(part.part, depth, form)).join(" ")
          : "";
      default:
        return part satisfies never;
    }
  };
  return derive({ kind: "rule", text: name }, 14, "present");
}

/** How many rules stand within each other in the least that a part can be. */
const heights = new Map<string, number>();
for (let round = 0; round < 30; round++) {
  for (const [name, part] of RULES) heights.set(name, heightOf(part) + 1);
}

function heightOf(part: Part): number {
  switch (part.kind) {
    case "rule":
      return heights.get(part.text.split(".")[0] ?? "") ?? Number.POSITIVE_INFINITY;
    case "sequence":
      return Math.max(...part.parts.map(heightOf));
    case "choice":
      return Math.min(...part.parts.map(heightOf));
    default:
      return 0;
  }
}

describe("the parser reads what the grammar says", () => {
  // What the grammar lets pass, and a letter says in better words: `not contact bought …`, `not sent M 2 times`.
  const SAID_BETTER: ReadonlySet<string> = new Set(["not-before-sentence", "count-after-not"]);
  // `exit` before `if` and `when` is always read as the rule of the whole journey (docs/language.md).
  const isExitRule = (text: string) => /\bexit (if|when|\w+ : (if|when))\b/.test(text);
  const declarations = partsOf(RULES.get("declaration") ?? { kind: "choice", parts: [] }).flatMap((part) =>
    part.kind === "rule" ? [part.text] : [],
  );

  it.each(declarations)("in sentences of %s", (name) => {
    const texts = Array.from({ length: 150 }, (_, seed) => sentenceOf(name, seed + 1)).filter(
      (text) => !isExitRule(text),
    );
    expect(texts.length).toBeGreaterThan(50);
    for (const text of texts) {
      const problems = parse(text).problems.filter(({ code }) => !SAID_BETTER.has(code));
      expect(problems, text).toEqual([]);
    }
  });

  it("in each rule of a declaration's", () => {
    const text = declarations
      .flatMap((name) => Array.from({ length: 1_000 }, (_, seed) => sentenceOf(name, seed + 1)))
      .join("\n");
    for (const [, part] of RULES) {
      for (const one of partsOf(part)) {
        if (one.kind === "word" && /^\w+$/.test(one.text)) expect(text).toContain(one.text);
      }
    }
  });
});
