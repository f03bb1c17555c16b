import { parse } from "@trajet/grammar";
import { describe, expect, it, test } from "vitest";
import { type Random, random } from "../fixtures/random.ts";
import { FIXTURES } from "./fixtures.ts";

/** What decides where a declaration, a string or a comment ends. */
const PIECES = [
  ...'{}()"|.,:x1\n ',
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

describe("a text that is read again after edits", () => {
  it.each(FIXTURES)("is read as if for the first time: %s", (file, text) => {
    const dice = random(file.length);
    let before = { text, ...parse(text) };
    for (let count = 0; count < 100; count++) {
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
  expect(keptOf(TEXT, TEXT.replace("S1", "T1"))).toBe(0);
});

test("what stands before a mistake is kept too, but for the declaration right before it", () => {
  const broken = TEXT.replace("== 4", "==");
  expect(keptOf(broken, broken.replace("== 5", "== 55"))).toBe(2);
  expect(keptOf(broken, TEXT)).toBe(2);
});
