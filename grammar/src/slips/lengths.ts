import { UNITS } from "../lexer/words.ts";

/** Units as they are written in short elsewhere. */
export const UNITS_IN_SHORT: ReadonlyMap<string, string> = new Map([
  ["s", "second"],
  ["sec", "second"],
  ["secs", "second"],
  ["m", "minute"],
  ["min", "minute"],
  ["mins", "minute"],
  ["h", "hour"],
  ["hr", "hour"],
  ["hrs", "hour"],
  ["d", "day"],
  ["w", "week"],
  ["wk", "week"],
  ["wks", "week"],
  ["mo", "month"],
  ["y", "year"],
  ["yr", "year"],
]);
const COUNTS: ReadonlyMap<string, string> = new Map([
  ["a", "1"],
  ["an", "1"],
  ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"].map(
    (word, index): [string, string] => [word, String(index + 1)],
  ),
]);
/** A length whose number is a word: `one day`. */
export const IN_WORDS = `(${[...COUNTS.keys()].join("|")}) (${[...UNITS.keys()].join("|")})\\b`;

/** `3 days`, of `3` and `d`. */
export function length(amount = "", unit = ""): string {
  const name = UNITS_IN_SHORT.get(unit) ?? unit;
  return `${amount} ${name}${amount === "1" ? "" : "s"}`;
}

/** `1 day`, of `one day`. */
export const counted = (count = "", unit = ""): string => length(COUNTS.get(count), UNITS.get(unit));
