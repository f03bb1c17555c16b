import { UNITS } from "../lexer/words.ts";

/** `day` behind `1`, `days` behind any other number; likewise `time` and `message`. Other words stay. */
export function inNumber(word: string, number: string): string {
  const singular = UNITS.get(word) ?? COUNTED.get(word);
  if (singular === undefined) return word;
  return number.replaceAll("_", "") === "1" ? singular : `${singular}s`;
}

const COUNTED: ReadonlyMap<string, string> = new Map([
  ["time", "time"],
  ["times", "time"],
  ["message", "message"],
  ["messages", "message"],
]);
