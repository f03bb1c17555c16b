import type { PeriodOf } from "@trajet/compiler/program";
import type { Millis } from "../facts.ts";
import { nextStart, periodBounds } from "../periods.ts";
import { negated } from "../zoned.ts";
import { crossings, type Shift, shifted, slackOf } from "./crossings.ts";

/** The present and what time it is there. */
export interface Clock {
  readonly now: Millis;
  readonly zone: string;
  /** 1 is Monday … 7 is Sunday. */
  readonly weekStart: number;
}

/** The earliest of some moments that lies after another; `null` if there is none. */
export function earliestAfter(now: Millis, moments: Iterable<Millis | null>): Millis | null {
  let first: Millis | null = null;
  for (const at of moments) if (at !== null && at > now && (first === null || at < first)) first = at;
  return first;
}

/**
 * When, next, one of the moments can come into or fall out of what lies before or behind the moved present.
 * @param moments in any order
 */
export function nextCrossing(moments: readonly Millis[], shift: Shift, { now, zone }: Clock): Millis | null {
  const slack = slackOf(shift);
  const line = shifted(now, shift, zone);
  const ahead = moments.filter((at) => at >= line - slack).toSorted((one, other) => one - other);
  let first: Millis | null = null;
  for (const at of ahead) {
    // Its own crossings lie about as far from now as it lies from the line; those behind it lie later still.
    if (first !== null && at - line > first - now + slack) break;
    first = earliestAfter(now, [first, ...crossings(shift, at, zone)]);
  }
  return first;
}

/** When, next, one of the moments can come into a period or fall out of it. */
export function nextInPeriod(moments: readonly Millis[], period: PeriodOf, clock: Clock): Millis | null {
  const { now, zone, weekStart } = clock;
  const year = period.oneYearEarlier ? [yearOf(period)] : [];
  switch (period.period) {
    case "all time":
    case "dates":
      return null;
    case "today":
    case "yesterday":
      return startIfAny(moments, period, clock, "day");
    case "last":
      return startIfAny(moments, period, clock, period.unit);
    case "to date":
      return earliestAfter(now, [
        startIfAny(moments, period, clock, period.unit),
        nextCrossing(moments, year, clock),
      ]);
    case "rolling":
      return earliestAfter(now, [
        nextCrossing(moments, [...year, negated(period.duration)], { now, zone, weekStart }),
        nextCrossing(moments, year, clock),
      ]);
    default:
      return period satisfies never;
  }
}

const DAY = 86_400_000;

/** The next day, week, … if anything is in the period or may come into it. */
function startIfAny(
  moments: readonly Millis[],
  period: PeriodOf,
  { now, zone, weekStart }: Clock,
  unit: Parameters<typeof nextStart>[0],
): Millis | null {
  const { from } = periodBounds(period, now, zone, weekStart);
  if (!moments.some((at) => from === null || at >= from - 2 * DAY)) return null;
  return nextStart(unit, now, zone, weekStart);
}

/** Weeks of the calendar go back by 52 weeks, all else by a year. */
const yearOf = (period: PeriodOf) =>
  "unit" in period && period.unit === "week" ? { weeks: -52 } : { years: -1 };
