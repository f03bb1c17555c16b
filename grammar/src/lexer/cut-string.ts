import type { CustomPatternMatcherReturn } from "chevrotain";

/** A text up to its first expression, its end, or its line's. */
const PLAIN = /[^"\\\r\n{]*(?:(?:\\[^\r\n]|\{(?!\{))[^"\\\r\n{]*)*/y;
/** Between two texts of a list: what looks like the inside of an expression is not one. */
const NEXT_TEXT = /[ \t]*,[ \t]*"/y;

/** `"{{date at "full"}}"`, as it is meant. */
export function cutString(text: string, offset: number): CustomPatternMatcherReturn | null {
  if (text.charAt(offset) !== '"') return null;
  const end = endOf(text, offset);
  return end === undefined ? null : [text.slice(offset, end)];
}

/**
 * Where a text ends whose quotes within `{{ }}` would end it, as in `"{{date at "full"}}"`. Expressions are taken only if
 * they are whole: closed on their line, with quotes in pairs, and without a brace or an escape.
 *
 * @returns `undefined` for any other text
 */
function endOf(text: string, start: number): number | undefined {
  let at = start + 1;
  for (let cut = false; ; ) {
    at = skip(PLAIN, text, at);
    if (text.charAt(at) === '"') return cut ? at + 1 : undefined;
    if (!text.startsWith("{{", at)) return undefined;
    const expression = expressionAt(text, at + 2);
    if (expression === undefined) return undefined;
    cut ||= expression.quoted;
    at = expression.end;
  }
}

function expressionAt(text: string, start: number): { end: number; quoted: boolean } | undefined {
  let quotes = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "}" && text.charAt(at + 1) === "}")
      return quotes % 2 === 0 ? { end: at + 2, quoted: quotes > 0 } : undefined;
    if ("{}\\\r\n".includes(sign)) return undefined;
    if (sign !== '"') continue;
    if (quotes % 2 === 0 && skip(NEXT_TEXT, text, at + 1) > at + 1) return undefined;
    quotes++;
  }
  return undefined;
}

/** Where a sticky pattern ends that is tried at an offset; the offset itself if it does not match. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
