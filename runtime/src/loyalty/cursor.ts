import type { Millis } from "../engine/facts.ts";

/** Behind whom a page begins: nobody is shown twice, or left out, while others come and go. */
export interface Cursor {
  /** All pages are as of one moment. */
  readonly asOf: Millis;
  readonly rank: number;
  /** Decimal text, unrounded. */
  readonly value: string;
  /** The first order, in microseconds since 1970. */
  readonly first: string;
  readonly contact: string;
}

/** What was given is no cursor of ours. */
export class NoCursor extends Error {}

export function writeCursor({ asOf, rank, value, first, contact }: Cursor): string {
  return Buffer.from(JSON.stringify([asOf, rank, value, first, contact])).toString("base64url");
}

/** @throws NoCursor */
export function readCursor(text: string): Cursor {
  const [asOf, rank, value, first, contact, ...more] = partsOf(text);
  const isOurs =
    Number.isSafeInteger(asOf) &&
    Number.isSafeInteger(rank) &&
    isDigits(value) &&
    isDigits(first) &&
    typeof contact === "string" &&
    more.length === 0;
  if (!isOurs) throw new NoCursor("it is not what `next` said");
  return {
    asOf: Number(asOf),
    rank: Number(rank),
    value: String(value),
    first: String(first),
    contact,
  };
}

const isDigits = (value: unknown): boolean =>
  typeof value === "string" && /^-?\d{1,60}(\.\d{1,40})?$/.test(value);

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
