import { type Lexed, lex } from "../lexer/lex.ts";
import { type Reading, read } from "../parser/parser.ts";
import { brokenDeclarations, brokenStatements, type Kept, readsAlike } from "./broken.ts";
import { marksOf } from "./chains.ts";
import { print } from "./doc.ts";
import { layOut } from "./layout.ts";
import { orderLoyalty } from "./loyalty-order.ts";
import { piecesOf } from "./pieces.ts";

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
 * are the formatter's. Statements with a mistake in their form are printed as they are, or the declaration around them
 * where it cannot be told what is theirs; and so are line ends.
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
  const reading = read(text, lexed);
  const declarations = brokenDeclarations(text, reading, lexed);
  const broken = declarations.length > 0;
  const statements = broken ? brokenStatements(text, reading, lexed, declarations) : undefined;
  if (statements !== undefined) {
    const formatted = printed(text, reading, lexed, statements);
    // Statements that cannot be read may hide where their neighbours end: if so, the whole declarations stay.
    if (readsAlike(reading, read(formatted, lex(formatted)))) return { formatted, broken };
  }
  return { formatted: printed(text, reading, lexed, declarations), broken };
}

/** The canonical form of a text with line feeds; `undefined` where something is wrong with its form. */
export function printSound(text: string): string | undefined {
  const lexed = lex(text);
  const reading = read(text, lexed);
  return reading.problems.length > 0 ? undefined : lines(text, reading, lexed, []);
}

function printed(text: string, reading: Reading, lexed: Lexed, broken: readonly Kept[]): string {
  return withLineEndsOf(text, lines(text, reading, lexed, broken));
}

function lines(text: string, { tree, layout }: Reading, lexed: Lexed, broken: readonly Kept[]): string {
  const marks = marksOf(tree);
  const pieces = orderLoyalty(piecesOf(text, lexed, layout, marks, broken), tree);
  return print(layOut(pieces, marks));
}

/** Lines as a text ends them. */
export function withLineEndsOf(text: string, lines: string): string {
  return text.includes("\r\n") ? lines.replaceAll(/\r?\n/g, "\r\n") : lines;
}
