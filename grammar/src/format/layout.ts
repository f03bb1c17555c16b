import type { Marks, Piece } from "./pieces.ts";
import { blanksBetween } from "./spacing.ts";

/** The longest line that several statements, or a block, may share. */
export const LINE_WIDTH = 100;
const INDENT = 2;

/** What the printer has decided against the author's lines, as a line would grow too long. */
interface Decisions {
  /** Indices of opening braces whose block has lines of its own. */
  readonly spread: Set<number>;
  /** Indices of statements that begin a line. */
  readonly apart: Set<number>;
}

/** A line that was printed: its length, and the pieces on it. */
interface Line {
  readonly length: number;
  readonly first: number;
  readonly last: number;
}

/** Prints pieces. Lines that are too long are divided between statements, then at blocks, until all fit that can. */
export function print(pieces: readonly Piece[], marks: Marks): string {
  const decisions: Decisions = { spread: spreadBlocks(pieces), apart: new Set() };
  for (;;) {
    const { text, lines } = printOnce(pieces, marks, decisions);
    let divided = false;
    for (const line of lines)
      if (line.length > LINE_WIDTH && divide(pieces, line, marks, decisions)) divided = true;
    if (!divided) return text;
  }
}

/** For each opening brace, its closing one. */
function partners(pieces: readonly Piece[]): ReadonlyMap<number, number> {
  const open: number[] = [];
  const found = new Map<number, number>();
  pieces.forEach(({ brace }, index) => {
    if (brace === "open") open.push(index);
    const opening = brace === "close" ? open.pop() : undefined;
    if (opening !== undefined) found.set(opening, index);
  });
  return found;
}

/** The blocks that their author has spread over lines. */
function spreadBlocks(pieces: readonly Piece[]): Set<number> {
  const spread = new Set<number>();
  for (const [open, close] of partners(pieces)) {
    const inside = pieces.slice(open + 1, close + 1);
    const broken = inside.some(
      ({ breaks, text, kind }) => breaks > 0 || text.includes("\n") || kind === "line-comment",
    );
    if (broken && inside.length > 1) spread.add(open);
  }
  return spread;
}

/** Divides a line that is too long: between its statements, or else around its outermost blocks. */
function divide(
  pieces: readonly Piece[],
  { first, last }: Line,
  marks: Marks,
  { spread, apart }: Decisions,
): boolean {
  const before = spread.size + apart.size;
  let clock = false;
  let depth = 0;
  const blocks: number[] = [];
  for (let index = first; index <= last; index++) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (piece.brace === "close") depth = Math.max(0, depth - 1);
    if (depth === 0 && piece.begins === "statement") {
      if (index > first && !clock) apart.add(index);
      clock = marks.clocks.has(piece.start);
    }
    if (piece.brace === "open" && depth++ === 0) blocks.push(index);
  }
  if (spread.size + apart.size > before) return true;
  for (const open of blocks) spreadBlock(pieces, open, last, { spread, apart });
  return spread.size + apart.size > before;
}

/** Gives a block, and each of its statements, lines of their own. */
function spreadBlock(
  pieces: readonly Piece[],
  open: number,
  last: number,
  { spread, apart }: Decisions,
): void {
  let depth = 0;
  for (let index = open; index <= last; index++) {
    const { brace, begins } = pieces[index] ?? {};
    if (brace === "close" && --depth === 0) {
      if (index > open + 1) spread.add(open);
      return;
    }
    if (depth === 1 && begins === "statement") apart.add(index);
    if (brace === "open") depth++;
  }
}

/** A block that is being printed. */
interface Open {
  readonly spread: boolean;
  /** The line on which its latest statement began. */
  statementLine: number;
  /** The latest statement sets or moves the clock. */
  clock: boolean;
}

function printOnce(
  pieces: readonly Piece[],
  marks: Marks,
  decisions: Decisions,
): { text: string; lines: Line[] } {
  const out: string[] = [];
  const lines: Line[] = [];
  const open: Open[] = [];
  let line = "";
  let first = 0;
  let groups = 0;
  const endLine = (index: number): void => {
    lines.push({ length: width(line, pieces[index - 1]), first, last: index - 1 });
    out.push(line);
    line = "";
    first = index;
  };
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1];
    const block = open.at(-1);
    if (piece.brace === "close") open.pop();
    if (piece.kind === "token" && isGroupEnd(piece)) groups--;
    const breaks = index === 0 ? 0 : breaksBefore(pieces, index, open, block, lines.length, decisions);
    if (before !== undefined && breaks > 0) {
      endLine(index);
      if (breaks > 1) out.push("");
    }
    if (line === "")
      line =
        piece.kind === "verbatim" ? "" : " ".repeat(INDENT * levelOf(pieces, index, open.length, groups));
    else if (before !== undefined) line += " ".repeat(blanks(before, piece, block));
    line += piece.text;
    if (piece.begins === "statement" && block !== undefined) {
      block.statementLine = lines.length;
      block.clock = marks.clocks.has(piece.start);
    }
    if (piece.brace === "open") {
      open.push({ spread: decisions.spread.has(index), statementLine: lines.length, clock: false });
    } else if (piece.kind === "token" && isGroupStart(piece)) groups++;
  });
  if (pieces.length > 0) endLine(pieces.length);
  return { text: out.map((each) => `${each}\n`).join(""), lines };
}

/** How wide a line is up to its first line break, without the comment at its end. */
function width(line: string, last: Piece | undefined): number {
  const code = last?.kind === "line-comment" ? line.slice(0, line.length - last.text.length).trimEnd() : line;
  const newline = code.indexOf("\n");
  return newline === -1 ? code.length : newline;
}

function isGroupStart({ text, brace }: Piece): boolean {
  return text === "(" || text === "[" || (text === "{" && brace === undefined);
}
function isGroupEnd({ text, brace }: Piece): boolean {
  return text === ")" || text === "]" || (text === "}" && brace === undefined);
}

/** Two blanks divide statements of a line; what happens at a time stands close behind it. */
function blanks(before: Piece, piece: Piece, block: Open | undefined): number {
  const divides = piece.begins === "statement" && before.brace !== "open" && piece.kind !== "comment";
  if (divides && before.kind !== "comment") return block?.clock === true ? 1 : 2;
  return blanksBetween(before, piece);
}

/** The line breaks before a piece: none, one, or two for a blank line. */
function breaksBefore(
  pieces: readonly Piece[],
  index: number,
  open: readonly Open[],
  block: Open | undefined,
  line: number,
  { apart }: Decisions,
): number {
  const piece = pieces[index];
  const before = pieces[index - 1];
  if (piece === undefined || before === undefined) return 0;
  const afterLine = before.kind === "line-comment" || before.kind === "verbatim";
  if (piece.kind === "line-comment" || piece.kind === "comment") {
    const wanted = before.brace === "open" ? Math.min(piece.breaks, 1) : piece.breaks;
    return afterLine ? Math.max(1, wanted) : wanted;
  }
  if (piece.begins === "declaration") return Math.max(1, piece.breaks);
  if (piece.brace === "close") return block?.spread === true || afterLine ? 1 : 0;
  if (before.brace === "open" && block?.spread === true) return 1;
  if (piece.begins === "statement") {
    const divided = apart.has(index) || (block?.spread === true && block.statementLine !== line);
    const behindComment = before.kind === "comment" && piece.breaks === 0;
    const needed = afterLine || (divided && before.brace !== "open" && !behindComment) ? 1 : 0;
    return Math.max(needed, block?.spread === true || open.length === 0 ? piece.breaks : 0);
  }
  if (afterLine) return 1;
  return joins(before, piece) ? 0 : Math.min(1, piece.breaks);
}

/** A block stands behind what it belongs to, and `else` and `otherwise` behind the block before them. */
function joins(before: Piece, piece: Piece): boolean {
  if (piece.brace === "open") return true;
  return before.brace === "close" && (piece.text === "else" || piece.text === "otherwise");
}

/** How far a line that begins with a piece is indented. */
function levelOf(pieces: readonly Piece[], index: number, depth: number, groups: number): number {
  const piece = pieces[index];
  if (piece === undefined || piece.brace === "close") return depth;
  if (groups > 0 || isGroupEnd(piece)) return depth + groups;
  return continues(pieces, index) ? depth + 1 : depth;
}

/** Whether a piece is in the middle of a statement: a comment is if what follows it is. */
function continues(pieces: readonly Piece[], index: number): boolean {
  let at = index;
  while (pieces[at]?.kind === "line-comment" || pieces[at]?.kind === "comment") at++;
  const piece = pieces[at];
  return piece !== undefined && piece.begins === undefined && piece.brace === undefined;
}
