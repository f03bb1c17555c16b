import type { Duration } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Millis } from "./facts.ts";
import { Exact } from "./money.ts";
import { steadyAt } from "./steady.ts";

const MILLIS_PER = { hours: 3_600_000, minutes: 60_000, seconds: 1_000, days: 86_400_000 } as const;

/** A duration cut into what the calendar counts and what a clock counts. */
interface Parts {
  readonly months: number;
  readonly days: number;
  readonly millis: number;
}

/**
 * A fraction of a calendar unit goes on in the next smaller one: of a year in months, of a month in days (30), of a week
 * in days (7), of a day in hours (24).
 */
function partsOf(duration: Duration): Parts {
  const months = (duration.years ?? 0) * 12 + (duration.months ?? 0);
  const days = (months - Math.trunc(months)) * 30 + (duration.weeks ?? 0) * 7 + (duration.days ?? 0);
  const millis =
    (days - Math.trunc(days)) * MILLIS_PER.days +
    (duration.hours ?? 0) * MILLIS_PER.hours +
    (duration.minutes ?? 0) * MILLIS_PER.minutes +
    (duration.seconds ?? 0) * MILLIS_PER.seconds;
  return { months: Math.trunc(months), days: Math.trunc(days), millis: Math.round(millis) };
}

/** What the calendar counts of a duration: whole months and days. */
export function calendarPart(duration: Duration): Duration {
  const { months, days } = partsOf(duration);
  return { ...(months !== 0 && { months }), ...(days !== 0 && { days }) };
}

/** What a clock counts of a duration: its hours, minutes and seconds, in milliseconds. */
export const exactPart = (duration: Duration): Millis => partsOf(duration).millis;

/** Whether a duration counts months, which are not all of one length. */
export const isLongerThanDays = (duration: Duration): boolean => partsOf(duration).months !== 0;

/** True of a duration that only the calendar counts: a date plus it is a date. */
export const isWholeDays = (duration: Duration): boolean => partsOf(duration).millis === 0;

/** A length to compare durations by: a month of 30 days, a day of 24 hours. */
export function nominalMillis(duration: Duration): number {
  const { months, days, millis } = partsOf(duration);
  return (months * 30 + days) * MILLIS_PER.days + millis;
}

export const negated = (duration: Duration): Duration => scaled(duration, -1);

export function scaled(duration: Duration, factor: number): Duration {
  return Object.fromEntries(
    Object.entries(duration).map(([unit, amount]) => [unit, Number(new Exact(amount).times(factor))]),
  );
}

/**
 * The moment so much later by the clocks of `zone` (IANA). Years and months first, a day that the month lacks being its
 * last; then weeks and days, the time of day staying what it is; then hours, minutes and seconds, which are exact.
 */
export function addDuration(at: Millis, duration: Duration, zone: string): Millis {
  const { months, days, millis } = partsOf(duration);
  // Nothing for the calendar: a moment in a doubled hour must not become the first of the two.
  if (months === 0 && days === 0) return at + millis;
  const sure = months === 0 ? sureMoment(at, days, zone) : null;
  if (sure !== null) return sure + millis;
  const local = localTime(at, zone).add({ months }).add({ days });
  return ofLocal(local, zone) + millis;
}

/**
 * The moment at which the clocks show the same time of day so many days on, where that needs no calendar: `null` on the first
 * day behind a change of the clocks, where a time may stand for an earlier moment as well, near one that is still to come, and
 * where they are set within a second, as long ago.
 */
function sureMoment(at: Millis, days: number, zone: string): Millis | null {
  const here = steadyAt(zone, at);
  const shown = at + here.offset + days * MILLIS_PER.days;
  const there = steadyAt(zone, shown - here.offset);
  const then = shown - there.offset;
  const isSure = then >= there.from + MILLIS_PER.days && then < there.to;
  const isWhole = here.offset % MILLIS_PER.seconds === 0 && there.offset % MILLIS_PER.seconds === 0;
  return isSure && isWhole ? then : null;
}

/** `addDuration` of the negative: 31 March less 1 month is the last of February. */
export function subtractDuration(at: Millis, duration: Duration, zone: string): Millis {
  return addDuration(at, negated(duration), zone);
}

/** A date and calendar units: no zone is needed. */
export function addToDate(date: string, duration: Duration): string {
  const { months, days } = partsOf(duration);
  return Temporal.PlainDate.from(date).add({ months }).add({ days }).toString();
}

export function localTime(at: Millis, zone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
}

/** A local time that does not exist moves forward by the gap; of one that exists twice, the first is taken. */
export function ofLocal(local: Temporal.PlainDateTime, zone: string): Millis {
  return local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** The local date, `2026-12-24`. */
export function dateIn(zone: string, at: Millis): string {
  return localTime(at, zone).toPlainDate().toString();
}

/** The moment at which a date reads so on the clocks of a zone. */
export function momentAt(date: string, time: string, zone: string): Millis {
  return ofLocal(Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time)), zone);
}

/** The first moment of a date: not 0:00 where the clocks skip it. */
export function startOfDate(date: string, zone: string): Millis {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** Days from one date to another, negative if the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
}

/** Whole days from one moment to a later one by the clocks of a zone. */
export function wholeDays(from: Millis, to: Millis, zone: string): number {
  const zoned = (at: Millis) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return zoned(from).until(zoned(to), { largestUnit: "day" }).days;
}
