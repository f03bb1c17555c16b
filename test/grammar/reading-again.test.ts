import { originOf, parse } from "@trajet/grammar";
import { describe, expect, it, test } from "vitest";
import { type Random, random } from "../fixtures/random.ts";
import { FIXTURES } from "./fixtures.ts";

/** What decides where a declaration, a string or a comment ends. */
const PIECES = [
  ...'{}()"|.,:x1\n ',
  "\n}\n",
  '"""',
  "/*",
  "*/",
  "// ",
  "/// ",
  "\n/// Of the next.\n",
  "otherwise ",
  "email ",
  "journey ",
  "segment S for N ",
  "\njourney J for N {\n  start manually\n}\n",
];

/** Most places are near the beginning or the end of a line, as that is where people type. */
function edited(text: string, dice: Random): string {
  const near = dice.int(text.length + 1);
  const at = dice.int(3) === 0 ? near : text.indexOf("\n", near) + dice.int(2);
  const removed = dice.int(3) === 0 ? dice.int(40) : 0;
  const put = dice.int(4) === 0 ? "" : dice.one(PIECES);
  return text.slice(0, at) + put + text.slice(at + removed);
}

/** Short ones, as nearly each edit changes where something ends: with signs that close what an edit may open far before them. */
const SHORT: readonly (readonly [string, string])[] = [
  [
    "comments between segments",
    `segment A for N where contact.a == 1
/* a */ segment B for N where contact.a == 2 segment C for N where true
segment D for N where contact.a == 3 /* b */
segment E for N where contact.a == 4
`,
  ],
  [
    "braces and blocks of text",
    `audience N {
}
journey J for N {
start manually
if contact.a == 1 {
    exit
 }
}
email A for N {
 subject "a"
}
email B for N {
 subject """b"""
}
sms C for N { text """
 c /* d */
 """ }
event E { field e: text }
event F { }
`,
  ],
];

describe("a text that is read again after edits", () => {
  it.each([
    ...FIXTURES.map(([file, text]) => [file, text, 100] as const),
    ...SHORT.map(([name, text]) => [name, text, 1_500] as const),
  ])("is read as if for the first time: %s", (name, text, edits) => {
    const dice = random(name.length);
    let before = { text, ...parse(text) };
    for (let count = 0; count < edits; count++) {
      // A text goes wrong with nearly every edit: now and then it is well again.
      const next = dice.int(4) === 0 ? text : edited(before.text, dice);
      const again = parse(next, before);
      const afresh = parse(next);
      expect({ tree: again.tree, problems: again.problems }, next).toEqual({
        tree: afresh.tree,
        problems: afresh.problems,
      });
      before = { text: next, ...again };
    }
  });
});

const DECLARATIONS = [1, 2, 3, 4, 5].map((n) => `segment S${n} for N where contact.a == ${n}\n`);
const TEXT = DECLARATIONS.join("");

/** How many declarations of a text are still the same objects once it has become another. */
function keptOf(text: string, next: string): number {
  const before = parse(text);
  const { tree } = parse(next, { text, ...before });
  return tree.declarations.filter((each, index) => each === before.tree.declarations[index]).length;
}

test("what stands before an edit is kept, but for the declaration right before it", () => {
  expect(keptOf(TEXT, TEXT.replace("== 5", "== 55"))).toBe(3);
  expect(keptOf(TEXT, `${TEXT}and contact.b == 1\n`)).toBe(4);
  expect(keptOf(TEXT, TEXT.replace("S1", "T1"))).toBe(4);
  expect(keptOf(TEXT, `segment T for N${TEXT}`)).toBe(0);
});

test("what stands before a mistake is kept too, but for the declaration right before it", () => {
  const broken = TEXT.replace("== 4", "==");
  expect(keptOf(broken, broken.replace("== 5", "== 55"))).toBe(2);
  expect(keptOf(broken, TEXT)).toBe(2);
});

test("what stands behind an edit is what stood there, at its new place", () => {
  const before = parse(TEXT);
  const { tree } = parse(TEXT.replace("== 2", "== 2000"), { text: TEXT, ...before });
  const [, , third, fourth, fifth] = before.tree.declarations;
  expect(tree.declarations.map(originOf)).toEqual([
    undefined,
    undefined,
    undefined,
    { of: fourth, by: 3 },
    { of: fifth, by: 3 },
  ]);
  expect(tree.declarations[2]?.span.start).toBe((third?.span.start ?? 0) + 3);
  const back = parse(TEXT, { text: TEXT.replace("== 2", "== 2000"), tree, problems: [] });
  expect(back.tree.declarations[4]).toBe(fifth);
});

test("what stands behind an edit is read anew where the edit does not end before it", () => {
  const before = { text: TEXT, ...parse(TEXT) };
  for (const put of ["/* ", '"""', "journey J for N { ", "/// "]) {
    const text = TEXT.replace("segment S2", `${put}segment S2`);
    expect(parse(text, before).tree, put).toEqual(parse(text).tree);
  }
});
