import { Temporal } from "temporal-polyfill";

/*
 * Calendar arithmetic of the reference, by the Temporal API and nothing else (docs/language.md, "Time"). Moments are
 * milliseconds since 1970.
 */

export type Millis = number;

/** A duration: calendar parts are counted by the clocks of a zone, `ms` is exact. */
export interface Span {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

/** ISO numbers. */
export const WEEKDAYS = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
} as const;

const SECOND = 1_000;
const DAY = 86_400_000;

/** Of one part as written. A fraction of a day or a week goes on in the next smaller unit. */
export function spanOf(amount: number, unit: string): Span {
  switch (unit) {
    case "second":
      return { months: 0, days: 0, ms: amount * SECOND };
    case "minute":
      return { months: 0, days: 0, ms: amount * 60 * SECOND };
    case "hour":
      return { months: 0, days: 0, ms: amount * 3_600 * SECOND };
    case "day":
      return { months: 0, days: Math.trunc(amount), ms: Math.round((amount % 1) * DAY) };
    case "week":
      return spanOf(amount * 7, "day");
    case "month":
      return { months: amount, days: 0, ms: 0 };
    case "year":
      return { months: amount * 12, days: 0, ms: 0 };
    default:
      throw new Error(`no unit ${unit}`);
  }
}

export const sumOf = (spans: readonly Span[]): Span =>
  spans.reduce(
    (sum, span) => ({ months: sum.months + span.months, days: sum.days + span.days, ms: sum.ms + span.ms }),
    { months: 0, days: 0, ms: 0 },
  );

export const negative = ({ months, days, ms }: Span): Span => ({ months: -months, days: -days, ms: -ms });

/** A duration as events and fields carry it: `P2DT3H`. */
export function isoSpan(text: string): Span {
  const { years, months, weeks, days, hours, minutes, seconds } = Temporal.Duration.from(text);
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    ms: ((hours * 60 + minutes) * 60 + seconds) * SECOND,
  };
}

const zoned = (at: Millis, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** A moment moved by a duration: months, then days by the zone's clocks, then what is exact. */
export function moved(at: Millis, { months, days, ms }: Span, zone: string): Millis {
  if (months === 0 && days === 0) return at + ms;
  return zoned(at, zone).add({ months, days }).epochMilliseconds + ms;
}

export const dayOf = (at: Millis, zone: string): Temporal.PlainDate => zoned(at, zone).toPlainDate();

/** The first moment of a day, which is not everywhere midnight. */
export const startOfDay = (day: Temporal.PlainDate, zone: string): Millis =>
  day.toZonedDateTime(zone).startOfDay().epochMilliseconds;

/** A time on a day; in a gap behind it by the gap, of two the first. */
export const momentOn = (day: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Millis =>
  day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;

/** The next moment behind `at` that has a time of day, on one of the weekdays (ISO numbers) if they are given. */
export function nextTime(
  at: Millis,
  time: Temporal.PlainTime | undefined,
  zone: string,
  weekdays?: readonly number[],
): Millis {
  for (let day = dayOf(at, zone).subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (weekdays !== undefined && !weekdays.includes(day.dayOfWeek)) continue;
    const found = time === undefined ? startOfDay(day, zone) : momentOn(day, time, zone);
    if (found > at) return found;
  }
}

/** From the first moment of a calendar week (from Monday), month, quarter or year. */
export function startOfUnit(day: Temporal.PlainDate, unit: string): Temporal.PlainDate {
  switch (unit) {
    case "week":
      return day.subtract({ days: day.dayOfWeek - 1 });
    case "month":
      return day.with({ day: 1 });
    case "quarter":
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) });
    case "year":
      return day.with({ day: 1, month: 1 });
    default:
      throw new Error(`no unit ${unit}`);
  }
}
