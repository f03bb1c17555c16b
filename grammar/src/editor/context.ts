import { endOf, lex } from "../lexer/lex.ts";
import {
  ClosedString,
  LCurly,
  RCurly,
  TextBlock,
  UnclosedString,
  UnclosedTextBlock,
} from "../lexer/tokens.ts";
import { read } from "../parser/parser.ts";

/** How many statements before the cursor tell what may stand there: settings end where steps begin. */
const STATEMENTS_BEFORE = 2;

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
  const open: number[] = [];
  for (const { tokenType, startOffset } of lexed.tokens) {
    if (tokenType === LCurly) open.push(startOffset);
    else if (tokenType === RCurly) open.pop();
  }
  const heads = open.map((brace) => before.slice(lastBefore(begins, brace), brace + 1));
  const innermost = (open.at(-1) ?? -1) + 1;
  const siblings = begins.filter((start) => start >= innermost && depthAt(before, innermost, start) === 0);
  const from = siblings.at(-STATEMENTS_BEFORE) ?? innermost;
  return { text: [...heads, before.slice(from)].join("\n"), inBlock: open.length > 0 };
}

function lastBefore(begins: readonly number[], offset: number): number {
  return begins.findLast((start) => start <= offset) ?? offset;
}

/** How many braces are open between two offsets. */
function depthAt(text: string, from: number, to: number): number {
  let depth = 0;
  for (const { tokenType } of lex(text.slice(from, to)).tokens) {
    if (tokenType === LCurly) depth++;
    else if (tokenType === RCurly) depth--;
  }
  return depth;
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
