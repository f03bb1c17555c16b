import type { PeriodOf } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Millis } from "./facts.ts";
import { localTime, ofLocal, startOfDate, subtractDuration } from "./zoned.ts";

/** Half-open: `from` is in it, `to` is not. `null` is without end. */
export interface Bounds {
  readonly from: Millis | null;
  readonly to: Millis | null;
}
type CalendarUnit = Extract<PeriodOf, { readonly unit: string }>["unit"];

/** Where weeks, quarters and years begin: `weekStart` 1 is Monday … 7 is Sunday, `yearStart` is `MM-DD`. */
export interface Starts {
  readonly weekStart: number;
  readonly yearStart: string;
}

/**
 * The bounds of a period as it is at `now` in `zone`. Periods to date and rolling ones end at `now`.
 *
 * @param starts a number is the first day of the week, in a year that begins in January
 */
export function periodBounds(period: PeriodOf, now: Millis, zone: string, starts: number | Starts): Bounds {
  const from = period.oneYearEarlier ? yearEarlier(period, now, zone) : now;
  return boundsOf(period, from, zone, startsOf(starts));
}

/**
 * The period before one, as long as it and as far into its week, month, … : the quarter before the last one, the month to
 * this day a month ago, the 90 days before. `null` for all time.
 */
export function periodBefore(
  period: PeriodOf,
  now: Millis,
  zone: string,
  starts: number | Starts,
): Bounds | null {
  const seen = period.oneYearEarlier ? yearEarlier(period, now, zone) : now;
  const bounds = boundsOf(period, seen, zone, startsOf(starts));
  switch (period.period) {
    case "all time":
      return null;
    case "today":
    case "yesterday":
      return bounds.from === null ? null : daysBefore(bounds.from, 1, zone);
    case "dates": {
      const days = Temporal.PlainDate.from(period.from).until(period.to).days + 1;
      return bounds.from === null ? null : daysBefore(bounds.from, days, zone);
    }
    case "rolling":
      return boundsOf(period, subtractDuration(seen, period.duration, zone), zone, startsOf(starts));
    case "to date":
      return boundsOf(
        period,
        ofLocal(localTime(seen, zone).subtract(lengthOf(period.unit)), zone),
        zone,
        startsOf(starts),
      );
    case "last":
      return bounds.from === null ? null : boundsOf(period, bounds.from, zone, startsOf(starts));
    default:
      return period satisfies never;
  }
}

function daysBefore(from: Millis, days: number, zone: string): Bounds {
  const date = localTime(from, zone).toPlainDate().subtract({ days });
  return { from: startOfDate(date.toString(), zone), to: from };
}

/** The first moments of the weeks, months, … that begin from `first` on, up to the one that begins after `last`. */
export function startsBetween(
  unit: CalendarUnit,
  first: Millis,
  last: Millis,
  zone: string,
  starts: number | Starts,
): readonly Millis[] {
  const found: Millis[] = [];
  let date = startOf(unit, localTime(first, zone).toPlainDate(), startsOf(starts));
  for (;;) {
    const at = startOfDate(date.toString(), zone);
    found.push(at);
    if (at > last) return found;
    date = startAfter(unit, date, startsOf(starts));
  }
}

const startsOf = (starts: number | Starts): Starts =>
  typeof starts === "number" ? { weekStart: starts, yearStart: "01-01" } : starts;

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
  const next =
    unit === "day"
      ? today.add({ days: 1 })
      : startAfter(unit, startOf(unit, today, startsOf(weekStart)), startsOf(weekStart));
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

function boundsOf(period: PeriodOf, now: Millis, zone: string, starts: Starts): Bounds {
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
      return { from: start(startOf(period.unit, today, starts)), to: now };
    case "last": {
      const current = startOf(period.unit, today, starts);
      return { from: start(startOf(period.unit, current.subtract({ days: 1 }), starts)), to: start(current) };
    }
    default:
      return period satisfies never;
  }
}

/** The first day of the week, month, quarter or year in which a day lies. */
function startOf(unit: CalendarUnit, day: Temporal.PlainDate, starts: Starts): Temporal.PlainDate {
  switch (unit) {
    case "week":
      return day.subtract({ days: (day.dayOfWeek - starts.weekStart + 7) % 7 });
    case "month":
      return day.with({ day: 1 });
    case "quarter":
      return lastOf([9, 6, 3, 0], yearOf(day, starts), day);
    case "year":
      return yearOf(day, starts);
    default:
      return unit satisfies never;
  }
}

/** The first day of the year in which a day lies. */
function yearOf(day: Temporal.PlainDate, { yearStart }: Starts): Temporal.PlainDate {
  const begins = (year: number) => Temporal.PlainMonthDay.from(yearStart).toPlainDate({ year });
  return Temporal.PlainDate.compare(begins(day.year), day) <= 0 ? begins(day.year) : begins(day.year - 1);
}

/** Of the days so many months behind the first day of a year, the last one that is not after `day`. */
function lastOf(months: readonly number[], year: Temporal.PlainDate, day: Temporal.PlainDate) {
  const starts = months.map((count) => year.add({ months: count }));
  return starts.find((start) => Temporal.PlainDate.compare(start, day) <= 0) ?? year;
}

/** The first day of the next one. No month, quarter or year has more days than are looked ahead for here. */
function startAfter(unit: CalendarUnit, first: Temporal.PlainDate, starts: Starts): Temporal.PlainDate {
  switch (unit) {
    case "week":
      return first.add({ days: 7 });
    case "month":
      return first.add({ months: 1 });
    case "quarter":
      return startOf("quarter", first.add({ days: 100 }), starts);
    case "year":
      return startOf("year", first.add({ days: 380 }), starts);
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
