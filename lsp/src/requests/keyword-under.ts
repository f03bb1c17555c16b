import { parse, tokenAt } from "@trajet/grammar";

/** The keyword at an offset, as the grammar cuts the text: not one inside a string or a comment. */
export function keywordUnder(
  text: string,
  offset: number,
): { readonly word: string; readonly span: { readonly start: number; readonly end: number } } | undefined {
  const token = tokenAt(parse(text).tokens, offset);
  return token?.kind === "keyword" ? { word: token.image, span: token } : undefined;
}
