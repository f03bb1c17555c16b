import { type IToken, Lexer } from "chevrotain";
import { beginText } from "./patterns.ts";
import { COMMENTS, Identifier, KEYWORD_TOKENS, LEXED_TOKENS } from "./tokens.ts";

const lexer = new Lexer([...LEXED_TOKENS], { positionTracking: "onlyOffset", ensureOptimizations: true });

/** What a text is made of: the tokens that the grammar sees, and the comments beside them, each in their order. */
export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
}

/**
 * Cuts a text into tokens, between two offsets that stand between tokens. Nothing is lost and nothing fails: what is no token is a
 * `BadText`. A token's end is its `startOffset` and the length of its `image`, as `endOffset` is not tracked.
 */
export function lex(text: string, from = 0, to = text.length): Lexed {
  beginText();
  const { tokens, groups } = lexer.tokenize(text.slice(from, to));
  const comments = groups[COMMENTS] ?? [];
  if (from > 0) for (const token of [...tokens, ...comments]) token.startOffset += from;
  for (const token of tokens) {
    if (token.tokenType !== Identifier) continue;
    const keyword = KEYWORD_TOKENS.get(token.image);
    if (keyword?.tokenTypeIdx === undefined) continue;
    token.tokenType = keyword;
    token.tokenTypeIdx = keyword.tokenTypeIdx;
  }
  return { tokens, comments };
}

/** Where a token ends. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}
