import type { Severity } from "../diagnostics/diagnostic.ts";
import { CATALOGUE, isCode } from "./catalogue.ts";
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

/** The entry of a code, `undefined` for one that does not exist. Capitals do not matter. */
export function explain(code: string): Explanation | undefined {
  const known = code.toUpperCase();
  if (!isCode(known)) return undefined;
  const { message: _, fixes = [], ...entry } = CATALOGUE[known] as Entry<never>;
  return { code: known, ...entry, fixes };
}

/** Every code, in order. */
export function catalogue(): readonly Explanation[] {
  return Object.keys(CATALOGUE)
    .sort()
    .flatMap((code) => explain(code) ?? []);
}
