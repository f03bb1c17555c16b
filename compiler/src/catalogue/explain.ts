import type { Severity } from "../diagnostics/diagnostic.ts";
import { CATALOGUE, type Code, isCode } from "./catalogue.ts";
import type { Entry, Example } from "./entry.ts";

/** All that is known of a code: what `trajet explain TJ2010` prints. */
export interface Explanation {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly help: string;
  readonly explanation: string;
  readonly bad: Example;
  readonly good: Example;
  readonly fixes: readonly string[];
}

/** The entry of a code as people read it, `undefined` for one that does not exist. Capitals do not matter. */
export function explain(code: string): Explanation | undefined {
  const known = code.toUpperCase();
  if (!isCode(known)) return undefined;
  const found = entryOf(known);
  return { ...found, bad: readable(found.bad), good: readable(found.good) };
}

function entryOf(code: Code): Explanation {
  const { message: _, fixes = [], ...entry } = CATALOGUE[code] as Entry<never>;
  return { code, ...entry, fixes };
}

/** What nobody can see or read is shown as what it is. One example is as long as the limit that it shows. */
function readable(example: Example): Example {
  const text = example.text
    .split("\n")
    .map((line) => (line.length > 200 ? `${line.slice(0, 120)} …` : line))
    .join("\n")
    .replaceAll("\u0000", codePoint)
    .replace(/[\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu, codePoint);
  return { ...example, text };
}

function codePoint(character: string): string {
  return `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** Every code, in order, with its examples as the compiler reads them. */
export function catalogue(): readonly Explanation[] {
  return Object.keys(CATALOGUE)
    .sort()
    .flatMap((code) => (isCode(code) ? entryOf(code) : []));
}
