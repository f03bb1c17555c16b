/** The offset of a place that Handlebars gives as line (from 1) and column (from 0). */
export type OffsetOf = (place: { readonly line: number; readonly column: number }) => number;

/** Lines as Handlebars counts them: `\n`, `\r\n` or a `\r` alone ends one. */
export function offsets(text: string): OffsetOf {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return ({ line, column }) => Math.min((starts[line - 1] ?? text.length) + column, text.length);
}
