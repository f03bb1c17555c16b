import type { ModelFile } from "@trajet/compiler";
import { lex, type Token, tokenAt, tokensOf } from "@trajet/grammar";

/** A declaration with what stands behind it up to the next: as much of a text as tells what an offset in it is. */
export interface Region {
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: number;
}

/** The region around an offset; before the first declaration, all that stands there. */
export function regionAt({ text, tree }: ModelFile, offset: number): Region {
  const { declarations } = tree;
  const start = declarations.findLast(({ span }) => span.start <= offset)?.span.start ?? 0;
  const end = declarations.find(({ span }) => span.start > offset)?.span.start ?? text.length;
  return { text: text.slice(start, end), start };
}

/** The token at an offset of a file, with its place there. */
export function tokenIn(file: ModelFile, offset: number): Token | undefined {
  const { text, start } = regionAt(file, offset);
  const token = tokenAt(tokensOf(lex(text)), offset - start);
  return token && { ...token, start: token.start + start, end: token.end + start };
}
