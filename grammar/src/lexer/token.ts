import type { IToken, TokenType } from "chevrotain";
import { endOf, type Lexed } from "./lex.ts";
import {
  BadText,
  BlockComment,
  Capitals,
  ClosedString,
  CutString,
  DateToken,
  DocComment,
  ForeignString,
  Identifier,
  KEYWORD_TOKENS,
  LineComment,
  NumberToken,
  PercentToken,
  TextBlock,
  TimeToken,
  UnclosedComment,
  UnclosedString,
  UnclosedTextBlock,
} from "./tokens.ts";
import { UNITS } from "./words.ts";

export type TokenKind =
  | "keyword"
  | "name"
  | "string"
  | "number"
  | "duration-unit"
  | "percent"
  | "time"
  | "date"
  | "currency"
  | "punctuation"
  | "comment"
  | "doc-comment";

/** A part of a text that is not blank, comments among them. What is no token of the language is punctuation. */
export interface Token {
  readonly kind: TokenKind;
  readonly image: string;
  readonly start: number;
  readonly end: number;
}

const KINDS: ReadonlyMap<TokenType, TokenKind> = new Map<TokenType, TokenKind>([
  ...[...KEYWORD_TOKENS.values()].map((type): [TokenType, TokenKind] => [type, "keyword"]),
  [Identifier, "name"],
  [Capitals, "name"],
  [ClosedString, "string"],
  [CutString, "string"],
  [UnclosedString, "string"],
  [ForeignString, "string"],
  [TextBlock, "string"],
  [UnclosedTextBlock, "string"],
  [NumberToken, "number"],
  [PercentToken, "percent"],
  [TimeToken, "time"],
  [DateToken, "date"],
  [LineComment, "comment"],
  [BlockComment, "comment"],
  [UnclosedComment, "comment"],
  [DocComment, "doc-comment"],
  [BadText, "punctuation"],
]);

function kindOf(token: IToken, previous: Token | undefined): TokenKind {
  const kind = KINDS.get(token.tokenType) ?? "punctuation";
  if (kind === "keyword" && previous?.kind === "number" && UNITS.has(token.image)) return "duration-unit";
  const money =
    token.tokenType === Capitals && (previous?.kind === "number" || previous?.image === "currency");
  return money ? "currency" : kind;
}

/** The tokens and comments of a text, in their order. With the blanks between them they are the text. */
export function tokensOf({ tokens, comments }: Lexed): readonly Token[] {
  const found: Token[] = [];
  let comment = 0;
  let previous: Token | undefined;
  const push = (token: IToken): Token => {
    const { image, startOffset: start } = token;
    const made: Token = { kind: kindOf(token, previous), image, start, end: endOf(token) };
    found.push(made);
    return made;
  };
  for (const token of tokens) {
    for (
      let next = comments[comment];
      next !== undefined && next.startOffset < token.startOffset;
      next = comments[++comment]
    ) {
      push(next);
    }
    previous = push(token);
  }
  for (let next = comments[comment]; next !== undefined; next = comments[++comment]) push(next);
  return found;
}

/** The token at an offset: the one that covers it, else the one that ends there. */
export function tokenAt(tokens: readonly Token[], offset: number): Token | undefined {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tokens[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const token = tokens[low];
  if (token === undefined || token.start > offset) return undefined;
  if (offset < token.end) return token;
  return token.end === offset ? token : undefined;
}
