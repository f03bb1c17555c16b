import { DECLARATION_WORDS } from "../lexer/words.ts";
import type { SyntaxProblem } from "../parser/problems.ts";
import type { Span } from "../tree/index.ts";
import { guesses } from "./guesses.ts";
import { changed, type Edit, type Guess } from "./slip.ts";

/** Reads a text for what is wrong with it. */
export type Reader = (text: string) => readonly SyntaxProblem[];

/** A part of a file that is longer than this is not read again, nor are more than so many readings of one file. */
const LONGEST_PART = 30_000;
const MOST_READINGS = 150;

const DECLARATION = new RegExp(`^(?:${DECLARATION_WORDS.join("|")})\\b`, "gm");

/**
 * Finds for each problem what its author may have meant, and tells of it. A guess is right if the text reads without
 * a mistake where it stands; what only followed from the mistake is gone then, and what the mistake hid is found.
 */
export function mend(
  text: string,
  problems: readonly SyntaxProblem[],
  read: Reader,
): readonly SyntaxProblem[] {
  if (problems.length === 0) return problems;
  const budget = { readings: MOST_READINGS };
  let next = 0;
  return partsOf(text).flatMap((part) => {
    const first = next;
    while ((problems[next]?.span.start ?? part.end) < part.end) next++;
    const own = problems.slice(first, next);
    return own.length === 0 ? [] : mendPart(text, part, own, read, budget);
  });
}

/** From each declaration to the next. */
function partsOf(text: string): readonly Span[] {
  const starts = [
    0,
    ...[...text.matchAll(DECLARATION)].map(({ index }) => index).filter((start) => start > 0),
  ];
  // A problem may stand at the very end.
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length + 1 }));
}

function mendPart(
  file: string,
  part: Span,
  own: readonly SyntaxProblem[],
  read: Reader,
  budget: { readings: number },
): readonly SyntaxProblem[] {
  const text = file.slice(part.start, part.end);
  if (text.length > LONGEST_PART || budget.readings <= 0) return own;
  // A comment above the next declaration has nothing behind it here.
  const reader: Reader = (each) => {
    budget.readings--;
    return read(each).filter(({ code }) => code !== "stray-doc-comment");
  };
  const found = reader(text);
  const strays = own.filter(({ code }) => code === "stray-doc-comment");
  const others = own
    .filter(({ code }) => code !== "stray-doc-comment")
    .map((problem) => moved(problem, -part.start));
  // What is wrong with this part has to show in it alone.
  if (!sameProblems(found, others)) return own;
  const mended = mendAll({ file, text, problems: others, read: reader, spent: () => budget.readings <= 0 });
  return [...strays, ...mended.map((problem) => moved(problem, part.start))].sort(
    (a, b) => a.span.start - b.span.start,
  );
}

/** A text that is mended step by step. Its problems are those of the text as it is now. */
interface Draft {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
  readonly read: Reader;
  readonly spent: () => boolean;
}

function mendAll(start: Draft): readonly SyntaxProblem[] {
  const told: SyntaxProblem[] = [];
  let draft = start;
  let back = (offset: number): number => offset;
  // Those before it are without a right guess, so they are still in the text.
  let at = 0;
  for (let problem = draft.problems[at]; problem !== undefined; problem = draft.problems[at]) {
    const right = rightGuess(draft, problem, at);
    const said =
      right === undefined
        ? unguessed(problem)
        : { span: problem.span, code: right.guess.code, data: right.guess.data, fix: fixOf(right.guess) };
    told.push(mapped(said, back));
    if (right === undefined) {
      const without = withoutLine(draft, problem, at);
      draft = without ?? draft;
      if (without === undefined) at++;
      continue;
    }
    draft = { ...draft, text: right.text, problems: right.problems };
    const [edits, before] = [right.guess.edits, back];
    back = (offset) => before(unedited(offset, edits));
  }
  return told;
}

/** The draft with a line of unknown words left out, which may have hidden near words on the lines behind it. */
function withoutLine(draft: Draft, { code, span }: SyntaxProblem, settled: number): Draft | undefined {
  if (code !== "unknown-statement" || draft.spent()) return undefined;
  const start = draft.text.lastIndexOf("\n", span.start) + 1;
  const end = draft.text.indexOf("\n", span.start);
  const line = draft.text.slice(start, end);
  if (end === -1 || /[{}]/.test(line) || draft.text.slice(start, span.start).trim() !== "") return undefined;
  const text = draft.text.slice(0, start) + " ".repeat(line.length) + draft.text.slice(end);
  const problems = draft.read(text);
  const rest = problems.slice(settled);
  const behind = rest.every(
    (each) => each.span.start > end && each.data.nearest !== undefined && each.data.nearest !== "",
  );
  return rest.length > 0 && behind ? { ...draft, text, problems } : undefined;
}

function fixOf({ title, edits }: Guess): NonNullable<SyntaxProblem["fix"]> {
  return { title, edits };
}

interface Right {
  readonly guess: Guess;
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
}

/** The first guess with which the text reads well where the problem stood. `settled`: how many stand before it. */
function rightGuess(draft: Draft, problem: SyntaxProblem, settled: number): Right | undefined {
  if (draft.spent()) return undefined;
  for (const guess of guesses(problem, draft.text, draft.file)) {
    if (draft.spent()) return undefined;
    const text = changed(draft.text, guess.edits);
    const problems = draft.read(text);
    if (isMended(draft.problems, problems, settled, text, guess, problem.code))
      return { guess, text, problems };
  }
  return undefined;
}

function isMended(
  before: readonly SyntaxProblem[],
  after: readonly SyntaxProblem[],
  settled: number,
  text: string,
  { edits }: Guess,
  code: SyntaxProblem["code"],
): boolean {
  if (before.slice(0, settled).some(({ code }, index) => after[index]?.code !== code)) return false;
  const rest = after.slice(settled);
  const places = placesAfter(edits);
  const touches = ({ span }: SyntaxProblem): boolean =>
    places.some(({ start, end }) => span.start <= end && span.end >= start);
  if (rest.some(touches)) return false;
  if (after.length < before.length) return true;
  // What an unknown step hid stands on other lines; elsewhere, what is new would only follow from the guess.
  if (code !== "unknown-statement") return false;
  const last = Math.max(...places.map(({ end }) => end));
  const line = text.indexOf("\n", last);
  return line !== -1 && rest.every(({ span }) => span.start > line);
}

/** Where the new texts stand. */
function placesAfter(edits: readonly Edit[]): readonly Span[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, text }) => {
      const start = span.start + shift;
      shift += text.length - (span.end - span.start);
      return { start, end: start + text.length };
    });
}

/** Where an offset of the changed text stood before. */
function unedited(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    const start = span.start + shift;
    if (offset <= start) return offset - shift;
    if (offset < start + text.length) return span.start;
    shift += text.length - (span.end - span.start);
  }
  return offset - shift;
}

/** A word that is near, but cannot stand there, is not offered. */
function unguessed(problem: SyntaxProblem): SyntaxProblem {
  const { nearest, ...data } = problem.data;
  if (nearest === undefined) return problem;
  const { code, span } = problem;
  return { code, span, data: code === "unknown-statement" ? { ...data, nearest: "" } : data };
}

function mapped(problem: SyntaxProblem, place: (offset: number) => number): SyntaxProblem {
  const at = ({ start, end }: Span): Span => ({ start: place(start), end: place(end) });
  const { fix, ...rest } = problem;
  const span = at(problem.span);
  if (fix === undefined) return { ...rest, span };
  const edits = fix.edits.map((each) => ({ span: at(each.span), text: each.text }));
  return { ...rest, span, fix: { title: fix.title, edits } };
}

function moved(problem: SyntaxProblem, by: number): SyntaxProblem {
  return mapped(problem, (offset) => offset + by);
}

function sameProblems(some: readonly SyntaxProblem[], others: readonly SyntaxProblem[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ code, span }, index) => code === others[index]?.code && span.start === others[index].span.start,
    )
  );
}
