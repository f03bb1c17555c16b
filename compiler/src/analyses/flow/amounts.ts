import type { Expression } from "@trajet/grammar";
import { constantDuration } from "../../lower/constants.ts";
import type { Duration } from "../../program/types.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** How long something takes at least and at most, in milliseconds; `most` may be infinite. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export const UNKNOWN_TIME: Range = { least: 0, most: Number.POSITIVE_INFINITY };

/** What the parameters of a fragment stand for at one call of it, and what those of the caller do. */
export interface Arguments {
  readonly values: ReadonlyMap<string, Expression>;
  readonly outer: Arguments | undefined;
}

/** Days count 24 hours here: a change of the clocks is not what an analysis speaks of. */
export function rangeOf(duration: Duration): Range {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  const exact = weeks * WEEK + days * DAY + hours * HOUR + minutes * MINUTE + seconds * 1_000;
  const least = exact + years * 365 * DAY + months * 28 * DAY;
  const most = exact + years * 366 * DAY + months * 31 * DAY;
  return { least: Math.max(0, least), most: Math.max(0, most) };
}

/** What a duration comes to where it is written out, here or where a fragment is run; `undefined` where it is computed. */
export function durationIn(
  expression: Expression | undefined,
  args: Arguments | undefined,
): Duration | undefined {
  const [written] = writtenOut(expression, args);
  return written === undefined ? undefined : constantDuration(written);
}

/** The expression for which a parameter stands, and any other one as it is, with the arguments that hold for it. */
export function writtenOut(
  expression: Expression | undefined,
  args: Arguments | undefined,
): readonly [Expression | undefined, Arguments | undefined] {
  if (expression?.kind === "Parenthesized") return writtenOut(expression.inner, args);
  if (expression?.kind !== "Reference" || expression.path.length !== 1 || args === undefined)
    return [expression, args];
  const value = args.values.get(expression.path[0]?.text ?? "");
  return value === undefined ? [expression, args] : writtenOut(value, args.outer);
}

const UNITS: readonly (readonly [number, string])[] = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [1_000, "second"],
];

/** `2 days 3 hours`: the two largest units of a stretch of time. */
export function inUnits(milliseconds: number): string {
  const first = UNITS.findIndex(([size]) => milliseconds >= size);
  if (first < 0) return "0 seconds";
  let rest = milliseconds;
  const parts = UNITS.slice(first, first + 2).map(([size, name]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount === 0 ? "" : `${amount} ${name}${amount === 1 ? "" : "s"}`;
  });
  return parts.filter((part) => part !== "").join(" ");
}
