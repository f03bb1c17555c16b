import type { Millis } from "../../engine/facts.ts";

/** The longest first, so that a period is made of few buckets. */
const LONGEST_FIRST = ["year", "quarter", "month", "week", "day"] as const;
type Grain = (typeof LONGEST_FIRST)[number];

/** Half-open; `Infinity` is without end. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

/** The buckets of a grain that begin in a span, which is as long as they are. */
export interface Piece extends Span {
  readonly grain: Grain;
}

/** What of a period whole buckets make up, and what is left for the orders. */
export interface Cover {
  readonly pieces: readonly Piece[];
  readonly ragged: readonly Span[];
}

/**
 * Covers a period by whole buckets, up to the moment asked for: behind it there is nothing that counts.
 *
 * @param starts where the buckets of each grain begin, rising
 */
export function coverOf(
  { from, to }: Span,
  asOf: Millis,
  starts: Readonly<Record<Grain, readonly Millis[]>>,
  [grain, ...finer]: readonly Grain[] = LONGEST_FIRST,
): Cover {
  if (from >= to || from >= asOf) return { pieces: [], ragged: [] };
  if (grain === undefined) return { pieces: [], ragged: [{ from, to }] };
  const inside = starts[grain].filter((at) => at >= from && at <= to);
  const [first = to, last = from] = [inside.at(0), inside.at(-1)];
  if (first >= last) return coverOf({ from, to }, asOf, starts, finer);
  const before = coverOf({ from, to: first }, asOf, starts, finer);
  const behind = coverOf({ from: last, to }, asOf, starts, finer);
  return {
    pieces: [...before.pieces, { grain, from: first, to: last }, ...behind.pieces],
    ragged: [...before.ragged, ...behind.ragged],
  };
}
