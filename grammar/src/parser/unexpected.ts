import type { IToken } from "chevrotain";
import { endOf } from "../lexer/lex.ts";
import { KEYWORDS } from "../lexer/words.ts";
import type { BinaryOperator } from "../tree/index.ts";
import { type SyntaxProblem, syntaxProblem } from "./problems.ts";

/** What other languages write, and what stands for it here. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["&", "and"],
  ["!", "not"],
  ["×", "*"],
  ["÷", "/"],
  ["–", "-"],
  ["—", "-"],
  ["−", "-"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["'", '"'],
  ["‘", '"'],
  ["’", '"'],
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["«", '"'],
  ["»", '"'],
  ["…", ""],
]);

/** A sign of the width of Chinese ones, as it is written here; `""` for any other. */
function narrow(image: string): string {
  const code = image.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : "";
}

const COMPARISONS: readonly string[] = ["<=", ">=", "!=", "<", ">"] satisfies readonly BinaryOperator[];

/** The comparison that a sign of mathematics, or of Chinese width, stands for. */
export function comparisonMeant(image: string): BinaryOperator | undefined {
  const meant = INSTEAD.get(image) ?? narrow(image);
  return COMPARISONS.includes(meant) ? (meant as BinaryOperator) : undefined;
}

/** A sign that nobody sees, by its number: `U+200B`. */
function visible(image: string): string {
  if (!/^[\p{C}\p{Z}\p{M}]/u.test(image)) return image;
  return `U+${(image.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The problem of a character that no token begins with. */
export function badTextProblem(token: IToken): SyntaxProblem {
  const instead = INSTEAD.get(token.image) ?? narrow(token.image);
  const span = { start: token.startOffset, end: endOf(token) };
  const found = visible(token.image);
  const title = instead === "" ? `Remove ${found}` : `Write ${instead}`;
  const fixable = instead !== "" || token.image === ";" || found !== token.image;
  return syntaxProblem(
    "bad-character",
    span,
    { found, instead },
    fixable ? { title, edits: [{ span, text: instead }] } : undefined,
  );
}

/** The number of letters to insert, drop, change or swap with a neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The keyword that a word is one slip away from, or `""`: one that goes on with a sentence, such as `where`. */
export function nearestKeyword(found: string): string {
  return found.length < 4 ? "" : closest(found, KEYWORDS.keys(), 2);
}

/** All keywords that a word is one slip away from. */
export function nearKeywords(found: string): readonly string[] {
  if (found.length < 4) return [];
  const lower = found.toLowerCase();
  return [...KEYWORDS.keys()].filter(
    (word) => Math.abs(word.length - lower.length) < 2 && distance(lower, word) === 1,
  );
}

/** The word of a set that `found` is most likely a slip of, or `""`. */
export function nearestWord(found: string, words: Iterable<string>): string {
  return closest(found, words, found.length < 4 ? 2 : 3);
}

/** The first of the words that are least away, and less than `limit`. */
function closest(found: string, words: Iterable<string>, limit: number): string {
  let nearest = "";
  let least = limit;
  for (const word of words) {
    if (Math.abs(word.length - found.length) >= least) continue;
    const away = distance(found.toLowerCase(), word);
    if (away < least) [nearest, least] = [word, away];
  }
  return nearest;
}
