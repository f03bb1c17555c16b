import { endOf, type Lexed, lex } from "../lexer/lex.ts";
import {
  ClosedString,
  LCurly,
  RCurly,
  TextBlock,
  UnclosedString,
  UnclosedTextBlock,
} from "../lexer/tokens.ts";
import { read } from "../parser/parser.ts";

/**
 * How many statements before the cursor tell what may stand there: the one that may go on, and in a block the
 * one before it, as settings end where steps begin.
 */
const statementsBefore = (inBlock: boolean): number => (inBlock ? 2 : 1);

/** A word, or a part of one, before the cursor is what is being typed. */
const TYPED = /[\p{L}_][\p{L}\d_]*$/u;

export interface Context {
  readonly text: string;
  readonly inBlock: boolean;
}

/**
 * The little of a text that tells what may stand at an offset: the heads of the blocks around it, and the last
 * statements before it. `undefined` inside a string or a comment.
 */
export function contextBefore(text: string, offset: number): Context | undefined {
  const before = text.slice(0, offset).replace(TYPED, "");
  if (insideToken(text, before.length)) return undefined;
  const lexed = lex(before);
  const { tree, layout } = read(before, lexed);
  const begins = [...layout.statements, ...tree.declarations.map(({ span }) => span.start)].sort(
    (a, b) => a - b,
  );
  const braces = bracesOf(lexed);
  const open = openAt(braces, before.length);
  const heads = open.map((brace, index) => {
    const around = (open[index - 1] ?? -1) + 1;
    return before.slice(headOf(brace, begins, braces) ?? around, brace + 1);
  });
  const innermost = (open.at(-1) ?? -1) + 1;
  const siblings = begins.filter((start) => start >= innermost && inSameBlock(braces, innermost, start));
  const from = siblings.at(-statementsBefore(open.length > 0)) ?? innermost;
  return { text: [...heads, before.slice(from)].join(" "), inBlock: open.length > 0 };
}

interface Brace {
  readonly offset: number;
  readonly opens: boolean;
}

function bracesOf({ tokens }: Lexed): readonly Brace[] {
  return tokens
    .filter(({ tokenType }) => tokenType === LCurly || tokenType === RCurly)
    .map(({ tokenType, startOffset }) => ({ offset: startOffset, opens: tokenType === LCurly }));
}

/** The braces that are open at an offset, outermost first. */
function openAt(braces: readonly Brace[], offset: number): readonly number[] {
  const open: number[] = [];
  for (const brace of braces) {
    if (brace.offset >= offset) break;
    if (brace.opens) open.push(brace.offset);
    else open.pop();
  }
  return open;
}

/** Where the statement begins that a brace belongs to; none does where it is of an object within another. */
function headOf(brace: number, begins: readonly number[], braces: readonly Brace[]): number | undefined {
  return begins.findLast((start) => start <= brace && inSameBlock(braces, start, brace));
}

/** Whether all braces between two offsets have their partner there. */
function inSameBlock(braces: readonly Brace[], from: number, to: number): boolean {
  let depth = 0;
  for (const { offset, opens } of braces) {
    if (offset < from || offset >= to) continue;
    depth += opens ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const TEXTS: ReadonlySet<unknown> = new Set([ClosedString, UnclosedString, TextBlock, UnclosedTextBlock]);

function insideToken(text: string, offset: number): boolean {
  const { tokens, comments } = lex(text);
  const within = (token: (typeof tokens)[number]) => token.startOffset < offset && offset < endOf(token);
  if (tokens.some((token) => TEXTS.has(token.tokenType) && within(token))) return true;
  if (tokens.some((token) => token.tokenType === UnclosedString && endOf(token) === offset)) return true;
  return comments.some((comment) => {
    const toTheEnd = !comment.image.endsWith("*/") && endOf(comment) === offset;
    return within(comment) || toTheEnd;
  });
}
