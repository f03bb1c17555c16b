import type { IToken } from "chevrotain";
import { endOf, type Lexed } from "../lexer/lex.ts";
import type { Reading } from "../parser/parser.ts";
import type { SyntaxCode } from "../parser/problems.ts";
import type { Span } from "../tree/index.ts";
import { merged } from "./pieces.ts";

/** A part of a text that is printed as it is. */
export interface Kept extends Span {
  readonly begins: "statement" | "declaration";
}

/** Where a text has mistakes that say what cannot be formatted. */
function mistakesOf({ problems }: Reading): readonly number[] {
  return problems.filter(({ code }) => code !== "stray-doc-comment").map(({ span }) => span.start);
}

/** The declarations that have a mistake in them, with what stands behind them up to the next. */
export function brokenDeclarations(text: string, reading: Reading, lexed: Lexed): readonly Kept[] {
  const { tree } = reading;
  const mistakes = mistakesOf(reading);
  if (mistakes.length === 0) return [];
  const starts = [...new Set([0, ...tree.declarations.map(({ span }) => span.start)])];
  const regions = starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length + 1;
    // What is missing at the end of a declaration may be noted at the beginning of the next.
    if (!mistakes.some((at) => start <= at && at <= end)) return [];
    const region = trimmed(text, lexed, { start, end });
    return region === undefined ? [] : [region];
  });
  return joinedByLine(text, regions).map((region) => ({ ...region, begins: "declaration" }));
}

/** Regions of one line stay on one line: a break between them would move what is missing in the first. */
function joinedByLine(text: string, regions: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const region of regions) {
    const last = joined.at(-1);
    if (last === undefined || text.slice(last.end, region.start).includes("\n") || atMargin(text, region)) {
      joined.push(region);
    } else joined[joined.length - 1] = { start: last.start, end: region.end };
  }
  return joined;
}

const atMargin = (text: string, { start }: Span): boolean => start === 0 || text.charAt(start - 1) === "\n";

/** From the line of the first token to the last; comments at the margin behind it belong to what follows. */
function trimmed(text: string, lexed: Lexed, { start, end }: Span): Span | undefined {
  const inside = merged(lexed).filter(({ startOffset }) => start <= startOffset && startOffset < end);
  const comments = new Set(lexed.comments);
  while (inside.length > 0) {
    const last = inside.at(-1);
    if (last === undefined || !comments.has(last) || !/(^|\n)$/.test(text.slice(0, last.startOffset))) break;
    inside.pop();
  }
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const line = text.lastIndexOf("\n", first.startOffset - 1) + 1;
  const firstOnLine = text.slice(line, first.startOffset).trim() === "";
  return { start: firstOnLine ? line : first.startOffset, end: endOf(last) };
}

/** A text that is longer, or has more mistakes, is none that somebody formats while writing it. */
const LONGEST_TEXT = 300_000;
const MOST_MISTAKES = 50;

const SKIPPED: ReadonlySet<string> = new Set<SyntaxCode>(["unknown-statement", "unexpected-text"]);

/**
 * The same, but of a declaration only the statements with a mistake where each has lines of its own; `undefined` where
 * there are none such. A statement is kept with its blocks.
 */
export function brokenStatements(
  text: string,
  reading: Reading,
  lexed: Lexed,
  declarations: readonly Kept[],
): readonly Kept[] | undefined {
  const mistakes = mistakesOf(reading);
  if (mistakes.length > MOST_MISTAKES || text.length > LONGEST_TEXT) return undefined;
  const tokens = merged(lexed);
  const { blocks } = reading.layout;
  // What begins no statement stands for one of its own, if it begins a line.
  const skipped = reading.problems
    .filter(({ code, span }) => SKIPPED.has(code) && isFirst(text, span.start))
    .map(({ span }) => span.start);
  const starts = [...new Set([...reading.layout.statements, ...skipped])].sort((a, b) => a - b);
  const bounds = { starts, begins: new Set(starts), blocks, closings: new Set(blocks.values()), tokens };
  const loyalty = reading.tree.declarations.filter(({ kind }) => kind === "Loyalty");
  let found = false;
  const kept = declarations.flatMap((region): readonly Kept[] => {
    const own = mistakes.filter((at) => region.start <= at && at <= region.end);
    const isOrdered = loyalty.some(({ span }) => region.start <= span.start && span.start < region.end);
    const statements = own.map((at) => statementAt(text, at, region, bounds));
    if (isOrdered || own.length === 0 || statements.includes(undefined)) return [region];
    found = true;
    return withoutInner(statements.filter((each) => each !== undefined));
  });
  return found ? kept : undefined;
}

/** Where statements begin, in order, and where the blocks of a text end. */
interface Bounds {
  readonly starts: readonly number[];
  readonly begins: ReadonlySet<number>;
  readonly blocks: ReadonlyMap<number, number>;
  readonly closings: ReadonlySet<number>;
  readonly tokens: readonly IToken[];
}

function statementAt(text: string, at: number, region: Kept, bounds: Bounds): Kept | undefined {
  const { starts, begins, blocks, closings, tokens } = bounds;
  const start = starts.findLast((each) => each <= at);
  if (start === undefined || start <= region.start) return undefined;
  const first = tokens.findIndex(({ startOffset }) => startOffset === start);
  let last = first;
  for (let next = first + 1; ; next++) {
    const token = tokens[next];
    if (token === undefined || token.startOffset >= region.end) break;
    if (begins.has(token.startOffset) || closings.has(token.startOffset)) break;
    const close = blocks.get(token.startOffset);
    if (close !== undefined) next = tokens.findIndex(({ startOffset }) => startOffset === close);
    const isComment = /^\/[/*]/.test(token.image);
    if (!isComment || !isFirst(text, token.startOffset)) last = next;
  }
  const token = tokens[last];
  if (token === undefined) return undefined;
  const end = endOf(token);
  const hasLines = isFirst(text, start) && /^[ \t\r]*(\n|$)/.test(text.slice(end));
  return hasLines && at <= end ? { start, end, begins: "statement" } : undefined;
}

function isFirst(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}

function withoutInner(kept: readonly Kept[]): readonly Kept[] {
  const outer = kept.filter(
    (one, index) =>
      !kept.some(
        (other, place) =>
          other.start <= one.start &&
          one.end <= other.end &&
          (other.end - other.start > one.end - one.start || place < index),
      ),
  );
  return outer.toSorted((a, b) => a.start - b.start);
}

/** Whether two texts have the same mistakes, and trees that differ in nothing but their places. */
export function readsAlike(one: Reading, other: Reading): boolean {
  const codes = ({ problems }: Reading): string => problems.map(({ code }) => code).join(" ");
  return codes(one) === codes(other) && withoutPlaces(one.tree) === withoutPlaces(other.tree);
}

function withoutPlaces(tree: Reading["tree"]): string {
  return JSON.stringify(tree, (key, value) => (/^(raw|span|\w+Span)$/.test(key) ? undefined : value));
}
