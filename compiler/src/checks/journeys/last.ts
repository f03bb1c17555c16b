import type { Block, Span } from "@trajet/grammar";
import type { Check } from "../check.ts";

/** Reports an `otherwise` or `else` that stands before one of the alternatives that it is the rest of. */
export function checkLast(
  block: Block,
  word: "otherwise" | "else",
  last: Span,
  of: string,
  check: Check,
): void {
  if (block.span.start > last.start) return;
  const start = check.text.lastIndexOf(word, block.span.start);
  const text = check.text.slice(start, block.span.end);
  const between = check.text.slice(block.span.end, last.end).trimStart();
  const edits = [{ file: check.file, span: { start, end: last.end }, text: `${between} ${text}` }];
  const fixes = [{ id: "move-last", title: `Move ${word} to the end`, edits }];
  check.report("TJ4300", { start, end: start + word.length }, { word, of }, { fixes });
}
