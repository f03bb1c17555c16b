import { endOf, type Lexed, lex } from "../lexer/lex.ts";
import { read } from "../parser/parser.ts";
import type { SyntaxProblem } from "../parser/problems.ts";
import type { SourceFile, Span } from "../tree/index.ts";
import { marksOf } from "./chains.ts";
import { print } from "./doc.ts";
import { layOut } from "./layout.ts";
import { orderLoyalty } from "./loyalty-order.ts";
import { merged, piecesOf } from "./pieces.ts";

/** A text in its canonical form. */
export interface Formatted {
  readonly text: string;
  readonly changed: boolean;
}

/**
 * Writes a text in its canonical form: two blanks of indentation for each block, blanks between tokens as the
 * language has them, at most one blank line, units that agree with their number, and no line of more than 100 columns
 * that can be divided. Three of the author's line breaks stay: those between statements, those behind an opening
 * bracket of a list, and those before an operator or an `or when`, which then all have lines of their own; all others
 * are the formatter's. Declarations with a mistake in their form are printed as they are, and so are line ends.
 * Never throws; formatting twice changes nothing more.
 */
export function format(text: string): Formatted {
  // What has a NUL is no text, and nothing of it may be touched.
  if (text.includes("\0")) return { text, changed: false };
  const { formatted, broken } = write(text);
  // Where a block is not closed, the margins tell what it holds. If new margins would tell something else, all stays.
  const stays = broken && formatted !== text && write(formatted).formatted !== formatted;
  return stays ? { text, changed: false } : { text: formatted, changed: formatted !== text };
}

function write(text: string): { readonly formatted: string; readonly broken: boolean } {
  const lexed = lex(text);
  const { tree, problems, layout } = read(text, lexed);
  const marks = marksOf(tree);
  const broken = brokenRegions(text, tree, problems, lexed);
  const pieces = orderLoyalty(piecesOf(text, lexed, layout, marks, broken), tree);
  const lines = print(layOut(pieces, marks));
  const formatted = text.includes("\r\n") ? lines.replaceAll(/\r?\n/g, "\r\n") : lines;
  return { formatted, broken: broken.length > 0 };
}

/** The declarations that have a mistake in them, with what stands behind them up to the next. */
function brokenRegions(
  text: string,
  tree: SourceFile,
  problems: readonly SyntaxProblem[],
  lexed: Lexed,
): Span[] {
  const mistakes = problems.filter(({ code }) => code !== "stray-doc-comment").map(({ span }) => span.start);
  if (mistakes.length === 0) return [];
  const starts = [...new Set([0, ...tree.declarations.map(({ span }) => span.start)])];
  const regions = starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length + 1;
    // What is missing at the end of a declaration may be noted at the beginning of the next.
    if (!mistakes.some((at) => start <= at && at <= end)) return [];
    const region = trimmed(text, lexed, { start, end });
    return region === undefined ? [] : [region];
  });
  return joinedByLine(text, regions);
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
