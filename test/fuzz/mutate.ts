import { KEYWORDS, parse, type Token } from "@trajet/grammar";
import type { Random } from "../fixtures/random.ts";

/** Signs that texts have trouble with: controls, halves of pairs, directions, blanks that are none, quotes of all kinds. */
const ODD = [
  "\0",
  "\u0007",
  "\uFEFF",
  "\uD800",
  "\uDC00",
  "\u202E",
  "\u2066",
  "\u200B",
  "\u00A0",
  "\u3000",
  "\u2028",
  "\r",
  "\r\n",
  "\t",
  "“",
  "”",
  "«",
  "＝",
  "（",
  "é",
  "שלום",
  "🎉",
  "e\u0301",
];
const SIGNS = [..."{}()[],:.?|=!<>+-*/\\;&#'\"@%", '"""', "..<", "/*", "*/", "//", "///", "==", ">="];
const WORDS = [
  ...KEYWORDS.keys(),
  "Welcome",
  "Ana",
  "EUR",
  "12",
  "1_000.5",
  "12.5%",
  "9:00",
  "2026-12-24",
  '"x"',
];
const OPENINGS = [
  "{ ",
  "(",
  "[",
  "not ",
  "if a { ",
  "{ a: ",
  "wait { when contact opens A { ",
  "match x { 1 { ",
];

type Mutation = (text: string, dice: Random, others: readonly string[]) => string;

const cutAt = (text: string, dice: Random): number => dice.int(text.length + 1);
const put = (text: string, at: number, what: string, until = at): string =>
  text.slice(0, at) + what + text.slice(until);

function tokenOf(text: string, dice: Random): Token {
  const { tokens } = parse(text);
  return tokens.length === 0 ? { kind: "name", image: "", start: 0, end: 0 } : dice.one(tokens);
}

const MUTATIONS: readonly Mutation[] = [
  // signs
  (text, dice) => put(text, cutAt(text, dice), dice.one(ODD)),
  (text, dice) => put(text, cutAt(text, dice), dice.one(SIGNS)),
  (text, dice) => {
    const at = cutAt(text, dice);
    return put(text, at, "", at + 1 + dice.int(8));
  },
  (text, dice) => text.slice(0, cutAt(text, dice)),
  (text, dice) => text.slice(cutAt(text, dice)),
  // tokens
  (text, dice) => {
    const { start, end } = tokenOf(text, dice);
    return put(text, start, "", end);
  },
  (text, dice) => {
    const { start, image } = tokenOf(text, dice);
    return put(text, start, `${image} `);
  },
  (text, dice) => {
    const { start, end } = tokenOf(text, dice);
    return put(text, start, dice.one(WORDS), end);
  },
  (text, dice) => put(text, tokenOf(text, dice).start, `${dice.one(WORDS)} `),
  (text, dice) => {
    const [one, other] = [tokenOf(text, dice), tokenOf(text, dice)];
    return put(text, one.start, other.image, one.end);
  },
  // pieces of other texts
  (text, dice, others) => {
    const other = dice.one(others);
    const from = cutAt(other, dice);
    return put(text, cutAt(text, dice), other.slice(from, from + dice.int(200)));
  },
  (text, dice, others) => `${text.slice(0, cutAt(text, dice))}${dice.one(others).slice(dice.int(100))}`,
  (text, dice) => {
    const from = cutAt(text, dice);
    return put(text, cutAt(text, dice), text.slice(from, from + dice.int(120)));
  },
  // depth and length
  (text, dice) => put(text, cutAt(text, dice), dice.one(OPENINGS).repeat(1 + dice.int(200))),
  (text, dice) => text.replaceAll("\n", dice.one(["\r\n", " ", "\r", "\n\n\n"])),
];

/** A text with one to four changes. */
export function mutate(text: string, dice: Random, others: readonly string[]): string {
  let changed = text;
  for (let count = 1 + dice.int(4); count > 0; count--) changed = dice.one(MUTATIONS)(changed, dice, others);
  return changed.slice(0, 20_000);
}
