import type { Chain, Marks } from "./chains.ts";
import { behind, type Doc, type Group, group, hard, line, settle, text } from "./doc.ts";
import type { Piece } from "./pieces.ts";
import { blanksBetween } from "./spacing.ts";

/** Words and signs before which the line of a statement may end, where nothing better is left. */
const CLAUSES: ReadonlySet<string> = new Set([
  ..."where when within since before after at in to as by for from on over across per then or and".split(" "),
  ..."contains starts ends matches between is has not otherwise with through".split(" "),
  ..."== != < <= > >= = ..< | containing matching exactly".split(" "),
]);

/** The document of a text. */
export function layOut(pieces: readonly Piece[], marks: Marks): Doc {
  const whole = new Layout(pieces, marks).file();
  settle(whole);
  return whole;
}

/** A bracket or a chain that is open in a statement. */
interface Open {
  readonly of: Group;
  /** Of a bracket: it holds a list, whose elements may have lines of their own. */
  readonly bracket?: "list" | "parentheses";
  readonly chain?: Chain;
}

/** Goes through the pieces, from a file to its blocks and statements. */
class Layout {
  private readonly pieces: readonly Piece[];
  private readonly marks: Marks;
  private at = 0;

  constructor(pieces: readonly Piece[], marks: Marks) {
    this.pieces = pieces;
    this.marks = marks;
  }

  file(): Doc {
    return group(this.items(0, true), true);
  }

  private get piece(): Piece | undefined {
    return this.pieces[this.at];
  }

  private get before(): Piece | undefined {
    return this.pieces[this.at - 1];
  }

  /** Statements, declarations and the comments between them, up to a closing brace. */
  private items(level: number, spread: boolean): Doc[] {
    const parts: Doc[] = [];
    let row: Doc[] = [];
    let clock = false;
    const endRow = (): void => {
      if (row.length > 0) parts.push(spread ? group(row) : group(row, false));
      row = [];
    };
    const begin = this.at;
    for (let piece = this.piece; piece !== undefined && piece.brace !== "close"; piece = this.piece) {
      const breaks = this.at === begin ? 0 : this.breaksBetweenItems(piece, spread);
      if (breaks > 0) {
        endRow();
        parts.push(hard(level, breaks));
      } else if (this.at > begin) row.push(...this.gapInRow(piece, level, clock));
      const isStatement = piece.kind !== "line-comment" && piece.kind !== "comment";
      clock = isStatement && this.marks.clocks.has(piece.start);
      row.push(isStatement ? this.statement(level) : this.comment());
    }
    endRow();
    return spread ? parts : parts.flatMap((part) => (part.kind === "group" ? part.parts : [part]));
  }

  private breaksBetweenItems(piece: Piece, spread: boolean): number {
    const before = this.before;
    const isComment = piece.kind === "line-comment" || piece.kind === "comment";
    const afterLine = before?.kind === "line-comment" || before?.kind === "verbatim";
    const needed = afterLine || piece.begins === "declaration" ? 1 : 0;
    return spread || isComment ? Math.max(needed, piece.breaks) : needed;
  }

  /** Two blanks divide statements of a row; what happens at a time stands close behind it. */
  private gapInRow(piece: Piece, level: number, clock: boolean): Doc[] {
    if (piece.kind === "line-comment") return [behind("  ")];
    if (piece.kind === "comment" || this.before?.kind === "comment") return [text(" ")];
    return clock ? [group([line(level, " ")])] : [line(level, "  ")];
  }

  private comment(): Doc {
    const { text: of = "", kind } = this.piece ?? {};
    this.at++;
    return kind === "line-comment" ? behind(of) : text(of);
  }

  // ---- statements

  /** A statement with its blocks: they share a group, so that either all have lines of their own or none. */
  private statement(level: number): Doc {
    const whole = group([]);
    const open: Open[] = [{ of: whole }];
    const first = this.at;
    for (let piece = this.piece; piece !== undefined; piece = this.piece) {
      if (this.at > first && (piece.begins !== undefined || piece.brace === "close")) break;
      if (this.isBetweenItems()) break;
      if (this.at > first) this.gap(piece, open, level);
      if (piece.brace === "open") this.block(whole, level);
      else this.token(piece, open);
    }
    return whole;
  }

  /** At a comment that stands behind the statement, not in it. */
  private isBetweenItems(): boolean {
    let at = this.at;
    while (this.pieces[at]?.kind === "line-comment" || this.pieces[at]?.kind === "comment") at++;
    if (at === this.at) return false;
    const next = this.pieces[at];
    return next === undefined || next.begins !== undefined || next.brace === "close";
  }

  private token(piece: Piece, open: Open[]): void {
    for (const chain of this.marks.chains.get(piece.start) ?? []) push(open, { of: group([]), chain });
    const ends = CLOSING.has(piece.text) && open.at(-1)?.bracket !== undefined;
    top(open).parts.push(piece.kind === "line-comment" ? behind(piece.text) : text(piece.text));
    if (ends) open.pop();
    if (piece.kind !== "line-comment" && piece.kind !== "comment") {
      while (open.at(-1)?.chain !== undefined && (open.at(-1)?.chain?.end ?? 0) <= piece.end) open.pop();
    }
    const bracket = this.bracketOf(piece);
    if (bracket !== undefined) push(open, { of: group([]), bracket });
    this.at++;
  }

  private bracketOf({ text: sign, kind }: Piece): Open["bracket"] {
    if (kind !== "token") return undefined;
    if (sign === "[" || sign === "{") return "list";
    if (sign !== "(") return undefined;
    return this.before?.kind === "name" ? "list" : "parentheses";
  }

  // ---- between the pieces of a statement

  private gap(piece: Piece, open: Open[], level: number): void {
    const before = this.before;
    if (before === undefined) return;
    const into = top(open);
    const isComment = piece.kind === "line-comment" || piece.kind === "comment";
    const inner = open.at(-1);
    const nest = level + open.length;
    if (before.kind === "line-comment" || (isComment && piece.breaks > 0)) {
      into.parts.push(hard(this.levelAfterComment(piece, nest, level, inner), 1));
      return;
    }
    if (piece.kind === "line-comment") into.parts.push(behind("  "));
    else if (piece.brace === "open" || joins(before, piece)) into.parts.push(text(" "));
    else this.softGap(before, piece, open, level);
  }

  private levelAfterComment(piece: Piece, nest: number, level: number, inner: Open | undefined): number {
    if (piece.brace === "open" || piece.text === "else" || piece.text === "otherwise") return level;
    return CLOSING.has(piece.text) && inner?.bracket === "list"
      ? nest - 2
      : nest - (inner?.bracket || inner?.chain ? 1 : 0);
  }

  /** A place where the line may end: between the parts of a list or a chain, or as a last resort before a clause. */
  private softGap(before: Piece, piece: Piece, open: Open[], level: number): void {
    const inner = open.at(-1);
    const into = top(open);
    const flat = " ".repeat(blanksBetween(before, piece));
    const nest = level + open.length - 1;
    if (inner?.bracket === "list") {
      const isFirst = into.parts.length === 0;
      const isLast = CLOSING.has(piece.text);
      if (isFirst && isLast) into.parts.push(text(flat));
      else if (isFirst || isLast || before.text === ",") {
        if (isFirst && piece.breaks > 0) into.broken = true;
        into.parts.push(line(isLast ? nest - 1 : nest, flat));
      } else into.parts.push(this.clauseGap(before, piece, nest + 1, flat));
    } else if (inner?.chain !== undefined && this.linksChain(piece, inner.chain)) {
      if (piece.breaks > 0) into.broken = true;
      into.parts.push(line(nest, flat));
    } else if (!this.filter(piece, open, nest + 1))
      into.parts.push(this.clauseGap(before, piece, nest + 1, flat));
  }

  /** The filter of a trigger has a line of its own before it is divided. */
  private filter({ text: word, start }: Piece, open: Open[], level: number): boolean {
    const end = this.marks.filters.get(this.pieces[this.at + 1]?.start ?? -1);
    if (word !== "where" || end === undefined) return false;
    push(open, { of: group([line(level, " ")]), chain: { start, end, breaks: new Set() } });
    return true;
  }

  private linksChain({ start, text: word }: Piece, { breaks }: Chain): boolean {
    return breaks.size > 0 ? breaks.has(start) : word === "or" && this.pieces[this.at + 1]?.text === "when";
  }

  private clauseGap(before: Piece, piece: Piece, level: number, flat: string): Doc {
    const mayEnd = before.text === "," || (CLAUSES.has(piece.text) && !this.marks.names.has(piece.start));
    const ends = mayEnd && flat !== "" && piece.kind !== "comment" && before.kind !== "comment";
    return ends ? group([line(level, flat)]) : text(flat);
  }

  // ---- blocks

  private block(into: Group, level: number): void {
    const spread = this.isSpread();
    into.parts.push(text("{"));
    this.at++;
    if (this.isAtClose()) {
      into.parts.push(text(" }"));
      this.at++;
      return;
    }
    const comment = this.piece?.kind === "line-comment" && this.piece.breaks === 0;
    if (comment) {
      into.parts.push(behind("  "), this.comment());
    }
    into.parts.push(spread || comment ? hard(level + 1, 1) : line(level + 1, " "));
    for (const item of this.items(level + 1, spread || comment)) into.parts.push(item);
    if (!this.isAtClose()) return;
    const afterLine = this.before?.kind === "line-comment";
    into.parts.push(spread || comment || afterLine ? hard(level, 1) : line(level, " "), text("}"));
    this.at++;
  }

  private isAtClose(): boolean {
    return this.piece?.brace === "close";
  }

  /** The author has given a statement of the block, or its closing brace, a line of its own. */
  private isSpread(): boolean {
    let depth = 0;
    for (let at = this.at + 1; at < this.pieces.length; at++) {
      const piece = this.pieces[at];
      if (piece === undefined) break;
      const isOwn =
        depth === 0 && (piece.begins !== undefined || piece.brace === "close" || isAnyComment(piece));
      if (isOwn && piece.breaks > 0) return true;
      if (piece.brace === "open") depth++;
      else if (piece.brace === "close" && depth-- === 0) return false;
    }
    return false;
  }
}

const CLOSING: ReadonlySet<string> = new Set([")", "]", "}"]);
const isAnyComment = ({ kind }: Piece): boolean => kind === "line-comment" || kind === "comment";

function top(open: readonly Open[]): Group {
  const inner = open.at(-1);
  if (inner === undefined) throw new Error("A statement has a group of its own.");
  return inner.of;
}

function push(open: Open[], inner: Open): void {
  top(open).parts.push(inner.of);
  open.push(inner);
}

/** `else` and `otherwise` stand behind the block before them. */
function joins(before: Piece, piece: Piece): boolean {
  return before.brace === "close" && (piece.text === "else" || piece.text === "otherwise");
}
