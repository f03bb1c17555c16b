import type { CustomPatternMatcherReturn } from "chevrotain";

/*
 * Patterns that a regular expression would try at each sign of a long text again and again: their time is that of
 * reading the text once, whatever stands in it.
 */

type Match = CustomPatternMatcherReturn | null;

const matched = (text: string, start: number, end: number): Match => [text.slice(start, end)];

/** From where on the text that is being read has no end of a comment any more. */
let unending = Number.POSITIVE_INFINITY;

/** Forgets what was found out about the last text. */
export function beginText(): void {
  unending = Number.POSITIVE_INFINITY;
}

/** A comment between its two signs. */
export function blockComment(text: string, offset: number): Match {
  if (offset >= unending || !text.startsWith("/*", offset)) return null;
  const end = text.indexOf("*/", offset + 2);
  if (end !== -1) return matched(text, offset, end + 2);
  unending = offset;
  return null;
}

/** `"""…"""`, up to three quotes of which none stands behind a backslash. */
export function textBlock(text: string, offset: number): Match {
  if (!text.startsWith('"""', offset)) return null;
  for (let at = offset + 3; ; ) {
    const end = text.indexOf('"""', at);
    if (end === -1) return null;
    let backslashes = 0;
    while (end - backslashes > offset + 3 && text.charAt(end - backslashes - 1) === "\\") backslashes++;
    // Behind an odd number of them the first quote is itself escaped.
    if (backslashes % 2 === 0) return matched(text, offset, end + 3);
    at = end + 1;
  }
}

const BLANK = /[ \t]/;

/** A string without its end takes its line, but for what closes or opens a group there, so that the groups stay whole. */
export function restOfLine(text: string, offset: number): Match {
  if (text.charAt(offset) !== '"') return null;
  let end = offset + 1;
  while (end < text.length && text.charAt(end) !== "\n" && text.charAt(end) !== "\r") end++;
  const back = (from: number): number => {
    let at = from;
    while (at > offset + 1 && BLANK.test(text.charAt(at - 1))) at--;
    return at;
  };
  let kept = back(end);
  if (text.charAt(kept - 1) === "{" && BLANK.test(text.charAt(kept - 2))) kept = back(kept - 1);
  if (kept > offset + 1 && text.charAt(kept - 1) === ")") kept = back(kept - 1);
  return matched(text, offset, Math.max(kept, offset + 1));
}
