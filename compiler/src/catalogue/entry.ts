import type { Severity } from "../diagnostics/diagnostic.ts";
import type { Omitted } from "../project/files.ts";

/** A small complete project. `text` is its one `.journey` file; `config` its trajet.json; `files` the others by path. */
export interface Example {
  readonly text: string;
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What its host did not read. */
  readonly omitted?: readonly Omitted[];
}

/**
 * What is known of a code. The message says what is wrong and why, `help` what to write instead; the manual page,
 * `trajet explain` and the severities in `trajet.json` are made from it.
 */
export interface Entry<P> {
  /** In kebab case, for people who prefer words to numbers. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: (params: P) => string;
  readonly help: string;
  readonly explanation: string;
  /** Gives exactly this code. */
  readonly bad: Example;
  /** Gives nothing at all. */
  readonly good: Example;
  /** Ids of the quick fixes that its diagnostics may carry. */
  readonly fixes?: readonly string[];
}

/** Keeps the type of the message's parameters. */
export function entry<P>(fields: Entry<P>): Entry<P> {
  return fields;
}
