import { UsageError } from "../usage-error.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Document = { readonly [name: string]: Json };

/** What a line of a play brings to the door. */
export type PlayKind = "contact" | "order" | "cart" | "stock" | "event" | "text";
export interface PlayLine {
  /** When it happens, on the clock of the play. Milliseconds since 1970. */
  readonly at: number;
  readonly kind: PlayKind;
  readonly body: Document;
}

/** What happens in an example after it has been started: `data/live.ndjson`, as its README tells. */
export interface Play {
  /** Where the clock begins. */
  readonly day0: number;
  /** By their moments. */
  readonly lines: readonly PlayLine[];
}

const DAY = 86_400_000;
const KINDS: readonly PlayKind[] = ["contact", "order", "cart", "stock", "event", "text"];

/**
 * Reads a play.
 *
 * @param file its name, for messages
 * @throws UsageError with the line that cannot be read
 */
export function parsePlay(text: string, file: string): Play {
  const [head, ...rest] = text
    .split("\n")
    .map((line, index) => ({ where: `${file}, line ${index + 1}`, line }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ where, line }) => ({ where, document: documentOf(line, where) }));
  const day0 = Date.parse(String(head?.document.day0));
  if (Number.isNaN(day0)) {
    throw new UsageError(`${file} begins with when day 0 is, as { "day0": "2026-11-23T07:00:00Z" }.`);
  }
  const lines = rest.map(({ where, document }) => lineOf(document, day0, where));
  return { day0, lines: lines.toSorted((a, b) => a.at - b.at) };
}

function documentOf(line: string, where: string): Document {
  try {
    const value: unknown = JSON.parse(line);
    if (isDocument(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${where} is not JSON: ${error.message}`);
  }
  throw new UsageError(`${where} must be one JSON object.`);
}

function lineOf(document: Document, day0: number, where: string): PlayLine {
  const { day, ...rest } = document;
  const [kind, ...more] = KINDS.filter((name) => name in rest);
  const body = kind === undefined ? undefined : rest[kind];
  if (typeof day !== "number" || day < 0 || kind === undefined || more.length > 0 || !isDocument(body)) {
    throw new UsageError(
      `${where} must say the day and one of ${KINDS.join(", ")}, as { "day": 0.5, "contact": { … } }.`,
    );
  }
  return { at: day0 + Math.round(day * DAY), kind, body };
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
