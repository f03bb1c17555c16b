import type { PeriodOf } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Millis } from "./facts.ts";
import { localTime, startOfDate, subtractDuration } from "./zoned.ts";

/** Half-open: `from` is in it, `to` is not. `null` is without end. */
export interface Bounds {
  readonly from: Millis | null;
  readonly to: Millis | null;
}
type CalendarUnit = Extract<PeriodOf, { readonly unit: string }>["unit"];

/**
 * The bounds of a period as it is at `now` in `zone`. Periods to date and rolling ones end at `now`. `weekStart`: 1 is
 * Monday … 7 is Sunday.
 */
export function periodBounds(period: PeriodOf, now: Millis, zone: string, weekStart: number): Bounds {
  return boundsOf(period, period.oneYearEarlier ? yearEarlier(period, now, zone) : now, zone, weekStart);
}

/**
 * The bounds of what has happened in a period so far: as `periodBounds`, but a period that ends at the present holds
 * what happens at this very millisecond, so that a purchase counts in the filter of the start that it makes.
 */
export function boundsSoFar(period: PeriodOf, now: Millis, zone: string, weekStart: number): Bounds {
  const bounds = periodBounds(period, now, zone, weekStart);
  const untilNow = (period.period === "rolling" || period.period === "to date") && !period.oneYearEarlier;
  return untilNow ? { from: bounds.from, to: now + 1 } : bounds;
}

/** When the next week, month, … of the calendar begins, or the next day. */
export function nextStart(unit: CalendarUnit | "day", now: Millis, zone: string, weekStart: number): Millis {
  const today = localTime(now, zone).toPlainDate();
  const next = unit === "day" ? today.add({ days: 1 }) : startOf(unit, today, weekStart).add(lengthOf(unit));
  return startOfDate(next.toString(), zone);
}

export function within(bounds: Bounds, at: Millis): boolean {
  return (bounds.from === null || at >= bounds.from) && (bounds.to === null || at < bounds.to);
}

/** What lies in both. */
export function intersect(one: Bounds, other: Bounds): Bounds {
  const from = [one.from, other.from].filter((at) => at !== null);
  const to = [one.to, other.to].filter((at) => at !== null);
  return {
    from: from.length === 0 ? null : Math.max(...from),
    to: to.length === 0 ? null : Math.min(...to),
  };
}

function boundsOf(period: PeriodOf, now: Millis, zone: string, weekStart: number): Bounds {
  const today = localTime(now, zone).toPlainDate();
  const start = (date: Temporal.PlainDate) => startOfDate(date.toString(), zone);
  switch (period.period) {
    case "all time":
      return { from: null, to: null };
    case "today":
      return { from: start(today), to: start(today.add({ days: 1 })) };
    case "yesterday":
      return { from: start(today.subtract({ days: 1 })), to: start(today) };
    case "dates": {
      const last = Temporal.PlainDate.from(period.to);
      return { from: startOfDate(period.from, zone), to: start(last.add({ days: 1 })) };
    }
    case "rolling":
      return { from: subtractDuration(now, period.duration, zone), to: now };
    case "to date":
      return { from: start(startOf(period.unit, today, weekStart)), to: now };
    case "last": {
      const current = startOf(period.unit, today, weekStart);
      return { from: start(current.subtract(lengthOf(period.unit))), to: start(current) };
    }
    default:
      return period satisfies never;
  }
}

/** The first day of the week, month, quarter or year in which a day lies. */
function startOf(unit: CalendarUnit, day: Temporal.PlainDate, weekStart: number): Temporal.PlainDate {
  switch (unit) {
    case "week":
      return day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 });
    case "month":
      return day.with({ day: 1 });
    case "quarter":
      return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
    case "year":
      return day.with({ month: 1, day: 1 });
    default:
      return unit satisfies never;
  }
}

function lengthOf(unit: CalendarUnit): Temporal.DurationLike {
  switch (unit) {
    case "week":
      return { days: 7 };
    case "month":
      return { months: 1 };
    case "quarter":
      return { months: 3 };
    case "year":
      return { years: 1 };
    default:
      return unit satisfies never;
  }
}

/**
 * The moment from which a period one year earlier is seen. Weeks of the calendar go back by 52 weeks, so that a week is
 * compared with one up to the same weekday; all else by a year.
 */
function yearEarlier(period: PeriodOf, now: Millis, zone: string): Millis {
  const inWeeks = "unit" in period && period.unit === "week";
  return subtractDuration(now, inWeeks ? { weeks: 52 } : { years: 1 }, zone);
}
