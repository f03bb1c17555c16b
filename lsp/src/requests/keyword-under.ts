import type { ModelFile } from "@trajet/compiler";
import { tokenIn } from "../names/region.ts";

/** The keyword at an offset, as the grammar cuts the text: not one inside a string or a comment. */
export function keywordUnder(
  file: ModelFile,
  offset: number,
): { readonly word: string; readonly span: { readonly start: number; readonly end: number } } | undefined {
  const token = tokenIn(file, offset);
  return token?.kind === "keyword" ? { word: token.image, span: token } : undefined;
}
