import { endOf, KEYWORDS, lex } from "@trajet/grammar";

/** The keyword at an offset, as the grammar cuts the text: not one inside a string or a comment. */
export function keywordUnder(
  text: string,
  offset: number,
): { readonly word: string; readonly span: { readonly start: number; readonly end: number } } | undefined {
  const token = lex(text).tokens.find((each) => each.startOffset <= offset && offset <= endOf(each));
  if (token === undefined || !KEYWORDS.has(token.image)) return undefined;
  return { word: token.image, span: { start: token.startOffset, end: endOf(token) } };
}
