import { endOf, type Lexed } from "../lexer/lex.ts";
import { DocComment as DocCommentToken } from "../lexer/tokens.ts";
import type { Span } from "../tree/index.ts";

/** The `///` lines before one token. */
export interface DocComment {
  readonly text: string;
  readonly span: Span;
}

/** The doc comments of a text, by the offset of the token that follows them. */
export function docComments(text: string, { tokens, comments }: Lexed): ReadonlyMap<number, DocComment> {
  const docs = new Map<number, DocComment>();
  let next = 0;
  for (const comment of comments) {
    if (comment.tokenType !== DocCommentToken) continue;
    while (next < tokens.length && (tokens[next]?.startOffset ?? 0) < comment.startOffset) next++;
    const offset = tokens[next]?.startOffset ?? text.length;
    const before = docs.get(offset);
    const line = comment.image.slice(3).replace(/^ /, "").trimEnd();
    docs.set(offset, {
      text: before === undefined ? line : `${before.text}\n${line}`,
      span: { start: before?.span.start ?? comment.startOffset, end: endOf(comment) },
    });
  }
  return docs;
}
