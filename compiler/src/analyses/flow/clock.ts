import { DAY, type Range, UNKNOWN_TIME, WEEK } from "./amounts.ts";

/** What is known of the contact's clock at one place: the time of day in milliseconds, and the day from monday, 0. */
export interface Clock {
  readonly time?: number;
  readonly weekday?: number;
}

/** How time passes on the way from one step to the next. */
export type Pass =
  | { readonly kind: "none" }
  /** `days` where it is a number of whole days, `exact` where each of its units is exact or a day. */
  | { readonly kind: "for"; readonly range: Range; readonly exact: number | undefined }
  /** Up to the next such time of day, or such a day. */
  | { readonly kind: "until"; readonly time: number; readonly weekday: number | undefined }
  /** Up to a moment that lies somewhere; `date` in days since 1970 where it is written out. */
  | { readonly kind: "moment"; readonly time: number | undefined; readonly date: number | undefined }
  /** Any time up to a limit. */
  | { readonly kind: "within"; readonly most: number };

export const NO_TIME: Pass = { kind: "none" };
export const ANY_CLOCK: Clock = {};

export interface Passed extends Range {
  readonly clock: Clock;
}

/** How long a way takes that begins at a time of which `clock` is known, and what is known of the clock at its end. */
export function pass(clock: Clock, by: Pass): Passed {
  switch (by.kind) {
    case "none":
      return { least: 0, most: 0, clock };
    case "for":
      return { ...by.range, clock: by.exact === undefined ? ANY_CLOCK : moved(clock, by.exact) };
    case "until":
      return passUntil(clock, by.time, by.weekday);
    case "moment":
      return { ...UNKNOWN_TIME, clock: momentClock(by.time, by.date) };
    case "within":
      return { least: 0, most: by.most, clock: ANY_CLOCK };
    default:
      return by satisfies never;
  }
}

/** How long a way takes at least, whatever the clock shows. */
export function leastOf(by: Pass): number {
  return by.kind === "for" ? by.range.least : 0;
}

function moved(clock: Clock, by: number): Clock {
  if (clock.time === undefined) {
    if (clock.weekday === undefined || by % DAY !== 0) return ANY_CLOCK;
    return { weekday: (clock.weekday + by / DAY) % 7 };
  }
  const at = clock.time + by;
  const time = at % DAY;
  return clock.weekday === undefined
    ? { time }
    : { time, weekday: (clock.weekday + Math.floor(at / DAY)) % 7 };
}

/** The next one, strictly: whoever stands at 9:00 sharp goes on tomorrow. */
function passUntil(clock: Clock, time: number, weekday: number | undefined): Passed {
  if (clock.time === undefined) {
    const most = weekday === undefined ? DAY : WEEK;
    return { least: 0, most, clock: weekday === undefined ? { time } : { time, weekday } };
  }
  const toTime = (time - clock.time + DAY) % DAY || DAY;
  if (weekday === undefined) return { least: toTime, most: toTime, clock: moved(clock, toTime) };
  if (clock.weekday === undefined) return { least: toTime, most: WEEK, clock: { time, weekday } };
  const to = ((weekday - clock.weekday + 7) % 7) * DAY + time - clock.time;
  const least = to <= 0 ? to + WEEK : to;
  return { least, most: least, clock: { time, weekday } };
}

function momentClock(time: number | undefined, date: number | undefined): Clock {
  // 1 January 1970 was a thursday.
  const weekday = date === undefined ? {} : { weekday: (date + 3) % 7 };
  return { ...(time === undefined ? {} : { time }), ...weekday };
}

/** Clocks of which the same is known have the same number. */
export function clockKey({ time = -1, weekday = -1 }: Clock): number {
  return (weekday + 1) * 2 * DAY + time + 1;
}
