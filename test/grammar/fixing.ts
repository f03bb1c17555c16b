import type { SyntaxFix, SyntaxProblem } from "@trajet/grammar";

/** The text after a fix. */
export function applyFix(text: string, { edits }: SyntaxFix): string {
  const fromTheEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
  return fromTheEnd.reduce((done, { span, text: replacement }) => {
    return done.slice(0, span.start) + replacement + done.slice(span.end);
  }, text);
}

/** The text that a problem is about; for something missing, an arrow at its place: what stands before it, `^`, what behind. */
export function marked(text: string, { span }: SyntaxProblem): string {
  if (span.start < span.end) return text.slice(span.start, span.end);
  const before = text.slice(0, span.start).split(/\s/).at(-1) ?? "";
  return `${before}^`;
}
