import { diff } from "node:util";

/** More than these say no more. */
const MOST_LINES = 12;
const WIDEST = 160;

/** The lines that differ, those before with `-` and those now with `+`, each stretch under the line it begins at. */
export function lineDifferences(before: string, now: string): readonly string[] {
  const shown: string[] = [];
  let [line, inside] = [1, false];
  for (const [operation, text] of diff(before.split("\n"), now.split("\n"))) {
    if (operation !== 0) {
      if (!inside) shown.push(`line ${line}:`);
      shown.push(`${operation > 0 ? "-" : "+"} ${text.slice(0, WIDEST)}`);
    }
    inside = operation !== 0;
    if (operation >= 0) line += 1;
  }
  const left = shown.length - MOST_LINES;
  return left > 0 ? [...shown.slice(0, MOST_LINES), `… and ${left} lines more`] : shown;
}
