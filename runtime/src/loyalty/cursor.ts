import type { Millis } from "../engine/facts.ts";
import { isOfFourDigits } from "./orders-as-of.ts";

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
  if (
    isWhole(asOf) &&
    isOfFourDigits(asOf) &&
    isWhole(rank) &&
    isLike(VALUE, value) &&
    isLike(MICROSECONDS, first) &&
    isLike(CONTACT, contact) &&
    more.length === 0
  ) {
    return { asOf, rank, value, first, contact };
  }
  throw new NoCursor("it is not what `next` said");
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const VALUE = /^-?\d{1,60}(\.\d{1,40})?$/;
const MICROSECONDS = /^-?\d{1,18}$/;
/** The database keeps no zero bytes. */
const CONTACT = /^[^\0]+$/;
const isLike = (form: RegExp, value: unknown): value is string =>
  typeof value === "string" && form.test(value);

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
