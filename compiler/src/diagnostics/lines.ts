import { lineStarts } from "@trajet/grammar";

let last: { readonly text: string; readonly starts: readonly number[] } | undefined;

/** Where the lines of a text begin. A file with many mistakes is asked about many times in a row: it is kept. */
export function linesOf(text: string): readonly number[] {
  if (last?.text !== text) last = { text, starts: lineStarts(text) };
  return last.starts;
}
