import type { IToken, TokenType } from "chevrotain";
import { endOf, type Lexed } from "../lexer/lex.ts";
import {
  BlockComment,
  Capitals,
  Comma,
  DocComment,
  Identifier,
  LineComment,
  Minus,
  NumberToken,
  RCurly,
  UnclosedComment,
} from "../lexer/tokens.ts";
import type { Layout } from "../parser/groups.ts";
import type { Kept } from "./broken.ts";
import type { Marks } from "./chains.ts";
import { inNumber } from "./number.ts";

/** A piece of a text: a token, a comment, or a region that is printed as it is. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Line breaks before it in the source; more than two count as two. */
  readonly breaks: number;
  readonly kind: "token" | "name" | "unary" | "line-comment" | "comment" | "verbatim";
  /** It begins a statement of a block, or a declaration. */
  readonly begins: "statement" | "declaration" | undefined;
  /** It begins or ends a block (not an object). */
  readonly brace: "open" | "close" | undefined;
}

function breaksBetween(text: string, end: number, start: number): number {
  let breaks = 0;
  for (let at = end; at < start && breaks < 2; at++) if (text.charAt(at) === "\n") breaks++;
  return breaks;
}

const LINE_COMMENTS: ReadonlySet<TokenType> = new Set([LineComment, DocComment, UnclosedComment]);

function kindOf(token: IToken, marks: Marks): Piece["kind"] {
  const { tokenType, startOffset } = token;
  if (LINE_COMMENTS.has(tokenType)) return "line-comment";
  if (tokenType === BlockComment) return "comment";
  if (tokenType === Identifier || tokenType === Capitals) return "name";
  return tokenType === Minus && marks.unary.has(startOffset) ? "unary" : "token";
}

/** All tokens and comments, in their order. */
export function merged({ tokens, comments }: Lexed): readonly IToken[] {
  if (comments.length === 0) return tokens;
  return [...tokens, ...comments].sort((a, b) => a.startOffset - b.startOffset);
}

/** The pieces of a text whose regions `broken` are kept as they are. */
export function piecesOf(
  text: string,
  lexed: Lexed,
  layout: Layout,
  marks: Marks,
  broken: readonly Kept[],
): readonly Piece[] {
  const closing = new Set(layout.blocks.values());
  const statements = new Set(layout.statements);
  const pieces: Piece[] = [];
  let end = 0;
  let region = 0;
  let previous: IToken | undefined;
  const tokens = merged(lexed);
  for (const [index, token] of tokens.entries()) {
    const { startOffset: start } = token;
    while ((broken[region]?.end ?? Number.POSITIVE_INFINITY) <= start) region++;
    const kept = broken[region];
    if (kept !== undefined && kept.start <= start) {
      if (end >= kept.end) continue;
      pieces.push(verbatim(text, kept, breaksBetween(text, end, kept.start)));
      end = kept.end;
      continue;
    }
    if (token.tokenType === Comma && closesObject(tokens[index + 1], closing)) continue;
    pieces.push({
      text: printed(token, previous),
      start,
      end: endOf(token),
      breaks: breaksBetween(text, end, start),
      kind: kindOf(token, marks),
      begins: marks.declarations.has(start) ? "declaration" : statements.has(start) ? "statement" : undefined,
      brace: layout.blocks.has(start) ? "open" : closing.has(start) ? "close" : undefined,
    });
    end = endOf(token);
    previous = token;
  }
  return pieces;
}

/** The last pair of an object has no comma behind it. */
function closesObject(token: IToken | undefined, closing: ReadonlySet<number>): boolean {
  return token?.tokenType === RCurly && !closing.has(token.startOffset);
}

function verbatim(text: string, { start, end, begins }: Kept, breaks: number): Piece {
  const kept = { kind: "verbatim", begins, brace: undefined } as const;
  const source = text.slice(start, end);
  // A text block without its end takes all that follows: the line breaks at the end of the file are not its own.
  return { text: end === text.length ? source.trimEnd() : source, start, end, breaks, ...kept };
}

/** A token as it is printed: units and the like agree with the number before them. */
function printed(token: IToken, previous: IToken | undefined): string {
  if (token.tokenType === LineComment || token.tokenType === DocComment) return token.image.trimEnd();
  if (previous?.tokenType !== NumberToken) return token.image;
  return inNumber(token.image, previous.image);
}
