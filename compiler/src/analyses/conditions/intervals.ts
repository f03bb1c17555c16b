import { compareRationals, floor, type Rational } from "./rational.ts";

/** A place on an ordered line: a number, or a text that is ordered as what it stands for (`2026-01-01T00:00:00`). */
export type Point = Rational | string;

/** `undefined` as an end is open without a limit. */
export interface Interval {
  readonly low: End | undefined;
  readonly high: End | undefined;
}

export interface End {
  readonly at: Point;
  /** The end itself belongs to the interval. */
  readonly closed: boolean;
}

/** Intervals in their order, with a gap between any two. */
export type Intervals = readonly Interval[];

export const EVERYWHERE: Intervals = [{ low: undefined, high: undefined }];

/** The points of one line are of one kind. */
export function comparePoints(one: Point, other: Point): number {
  if (typeof one === "string" || typeof other === "string") {
    return one === other ? 0 : String(one) < String(other) ? -1 : 1;
  }
  return compareRationals(one, other);
}

/** The points that stand in this relation to one. */
export function pointsThat(sign: "==" | "<" | "<=" | ">" | ">=", at: Point): Intervals {
  switch (sign) {
    case "==":
      return [{ low: { at, closed: true }, high: { at, closed: true } }];
    case "<":
    case "<=":
      return [{ low: undefined, high: { at, closed: sign === "<=" } }];
    case ">":
    case ">=":
      return [{ low: { at, closed: sign === ">=" }, high: undefined }];
    default:
      return sign satisfies never;
  }
}

function isEmpty({ low, high }: Interval): boolean {
  if (low === undefined || high === undefined) return false;
  const order = comparePoints(low.at, high.at);
  return order > 0 || (order === 0 && !(low.closed && high.closed));
}

export function intersection(one: Intervals, other: Intervals): Intervals {
  const common: Interval[] = [];
  for (const left of one) {
    for (const right of other) {
      const both = { low: higherLow(left.low, right.low), high: lowerHigh(left.high, right.high) };
      if (!isEmpty(both)) common.push(both);
    }
  }
  return common;
}

export function complement(intervals: Intervals): Intervals {
  const [first, ...others] = intervals;
  if (first === undefined) return EVERYWHERE;
  let rest = outside(first);
  for (const interval of others) rest = intersection(rest, outside(interval));
  return rest;
}

function outside({ low, high }: Interval): Intervals {
  const sides: Interval[] = [];
  if (low !== undefined) sides.push({ low: undefined, high: { at: low.at, closed: !low.closed } });
  if (high !== undefined) sides.push({ low: { at: high.at, closed: !high.closed }, high: undefined });
  return sides;
}

function higherLow(one: End | undefined, other: End | undefined): End | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const order = comparePoints(one.at, other.at);
  if (order === 0) return one.closed ? other : one;
  return order > 0 ? one : other;
}

function lowerHigh(one: End | undefined, other: End | undefined): End | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const order = comparePoints(one.at, other.at);
  if (order === 0) return one.closed ? other : one;
  return order < 0 ? one : other;
}

/** Of intervals of numbers, the whole numbers in them, as intervals with closed ends. */
export function wholeNumbersIn(intervals: Intervals): Intervals {
  return intervals
    .map(({ low, high }) => ({ low: roundedUp(low), high: roundedDown(high) }))
    .filter((interval) => !isEmpty(interval));
}

function roundedUp(end: End | undefined): End | undefined {
  if (end === undefined || typeof end.at === "string") return end;
  const below = floor(end.at);
  const isWhole = end.at.top === below * end.at.bottom;
  return whole(isWhole && end.closed ? below : below + 1n);
}

function roundedDown(end: End | undefined): End | undefined {
  if (end === undefined || typeof end.at === "string") return end;
  const below = floor(end.at);
  const isWhole = end.at.top === below * end.at.bottom;
  return whole(isWhole && !end.closed ? below - 1n : below);
}

function whole(number: bigint): End {
  return { at: { top: number, bottom: 1n }, closed: true };
}
