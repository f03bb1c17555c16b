import type { SyntaxCode, SyntaxProblem } from "../parser/problems.ts";
import type { Span } from "../tree/index.ts";

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** What an author may have meant where a problem was met: whether it is right is found out by reading it. */
export interface Guess {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** What it makes of the problem. */
  readonly code: SyntaxCode;
  readonly data: Readonly<Record<string, string>>;
}

/** What makes guesses at a problem. `file` is the whole text, `text` the part of it that is read again. */
export type Guesser = (problem: SyntaxProblem, text: string, file: string) => readonly Guess[];

/** A form of other languages, and how it is written here: the text that replaces it, or what makes that text. */
export interface Slip {
  readonly wrong: RegExp;
  readonly right: string | ((found: RegExpExecArray, file: string) => string);
  /** What in the right form is a guess, and up to the author. */
  readonly choose?: string;
  /** The codes that it may explain; those of text that does not fit, unless they are named. */
  readonly codes?: readonly SyntaxCode[];
}

/** How far around a problem its form is looked for. */
const AROUND = 200;

/** The whole lines around a problem. */
function windowAround(text: string, { span }: SyntaxProblem): Span {
  const start = text.lastIndexOf("\n", Math.max(0, span.start - AROUND)) + 1;
  const end = text.indexOf("\n", Math.min(text.length, span.end + AROUND));
  return { start, end: end === -1 ? text.length : end };
}

/** The places at which a form touches a problem. */
export function findAt(problem: SyntaxProblem, text: string, form: RegExp): readonly RegExpExecArray[] {
  const { start, end } = windowAround(text, problem);
  return [...text.slice(start, end).matchAll(new RegExp(form.source, "gm"))].flatMap((found) => {
    found.index += start;
    const touches = found.index <= problem.span.end && found.index + found[0].length >= problem.span.start;
    return touches ? [found] : [];
  });
}

/** The least edit that makes one text of another. */
export function edit(start: number, before: string, after: string): Edit {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const span = { start: start + head, end: start + before.length - tail };
  return { span, text: after.slice(head, after.length - tail) };
}

/** The text after a change. */
export function changed(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.span.start - a.span.start);
  return fromTheEnd.reduce(
    (done, { span, text: instead }) => done.slice(0, span.start) + instead + done.slice(span.end),
    text,
  );
}
