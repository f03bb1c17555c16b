import type { Json } from "../../engine/facts.ts";

/** What came of reading a row or a document: the value, or all that is wrong with it as one sentence for its author. */
export type Reading<T> = { readonly value: T } | { readonly reason: string };

/** A document, or a row of a table, by the names that it arrived with. */
export type Raw = { readonly [name: string]: Json };

/**
 * How values are written. `json`: typed, moments with an offset. `text`: cells of a table, where a blank cell says
 * nothing, and a moment without an offset is of the project's zone.
 */
export interface Manner {
  readonly form: "json" | "text";
  /** IANA name. */
  readonly zone: string;
}

/** True of what a row does not say: a blank cell, or a member that is not there. */
export function isSilent(value: Json | undefined, manner: Manner): value is undefined | "" {
  return value === undefined || (manner.form === "text" && typeof value === "string" && value.trim() === "");
}

export const isDocument = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value, unless something is wrong with it. */
export function readingOf<T>(problems: readonly string[], value: () => T): Reading<T> {
  return problems.length === 0 ? { value: value() } : { reason: problems.join("; ") };
}
