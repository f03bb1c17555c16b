import { lex } from "@trajet/grammar";
import type { ActionPlace } from "./action.ts";

type Span = { readonly start: number; readonly end: number };

/** Whether what is written anew in the place of a span would lose a comment: one that stands in none of the parts that stay. */
export function losesComment({ file }: ActionPlace, span: Span, kept: readonly Span[]): boolean {
  return lex(file.text.slice(span.start, span.end)).comments.some(({ startOffset }) => {
    const at = span.start + startOffset;
    return !kept.some(({ start, end }) => start <= at && at < end);
  });
}

/** The end of a declaration, with a comment that stands behind it on its last line. */
export function endWithComment(text: string, end: number): number {
  const behind = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(text.slice(end))?.[0] ?? "";
  return end + behind.length;
}
