import type { Span } from "@trajet/grammar";
import type { SourceRange } from "../program/types.ts";

/** Makes lines and columns (from 1, in UTF-16 units) of offsets into a text. */
export function rangesOf(text: string): (span: Span) => SourceRange {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  const place = (offset: number) => {
    const line = lineOf(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return ({ start, end }) => {
    const [from, to] = [place(start), place(end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** The last line that begins at or before the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
