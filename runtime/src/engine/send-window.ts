import { Temporal } from "temporal-polyfill";
import type { Millis } from "./facts.ts";
import { ValueError } from "./value.ts";
import { localTime, ofLocal } from "./zoned.ts";

/** When messages may leave, on the clocks of the contact's zone. */
export interface Hours {
  /** Times of day, `09:00`. An end that is not behind the beginning is on the next day. */
  readonly from: string;
  readonly to: string;
  /** ISO numbers of the days on which they begin: 1 is Monday. */
  readonly days: readonly number[];
}

/** `closes` and `opens` are the next moments at which that changes. */
export type WindowState =
  | { readonly open: true; readonly closes: Millis }
  | { readonly open: false; readonly opens: Millis };

const MIDNIGHT = "00:00";

/** Days looked ahead: a week, and one more where the clocks skip the only opening of one. */
const HORIZON_DAYS = 15;

/**
 * Whether the hours allow a message to leave at a moment. They are half-open: what is due when they end waits.
 * A time that the clocks skip is moved forward by the gap, of one that comes twice the first is meant (language.md §3), so
 * hours that would end before they begin do not open on that day.
 *
 * @throws ValueError for hours that never open
 */
export function windowAt(hours: Hours, at: Millis, zone: string): WindowState {
  const today = localTime(at, zone).toPlainDate();
  // From yesterday on: a night belongs to the day on which it began.
  for (let ahead = -1; ahead <= HORIZON_DAYS; ahead++) {
    const opening = openingOn(hours, today.add({ days: ahead }), zone);
    if (opening === null || opening.closes <= at) continue;
    if (opening.opens > at) return { open: false, opens: opening.opens };
    return { open: true, closes: closesForGood(hours, today.add({ days: ahead }), opening.closes, zone) };
  }
  throw new ValueError(`hours from ${hours.from} to ${hours.to} never open`);
}

function openingOn(
  hours: Hours,
  date: Temporal.PlainDate,
  zone: string,
): { readonly opens: Millis; readonly closes: Millis } | null {
  if (!hours.days.includes(date.dayOfWeek)) return null;
  // From midnight to midnight is a day; between any other time and itself there is nothing (TJ4210).
  if (hours.from === hours.to && hours.to !== MIDNIGHT) return null;
  const [from, to] = [Temporal.PlainTime.from(hours.from), Temporal.PlainTime.from(hours.to)];
  const last = Temporal.PlainTime.compare(to, from) <= 0 ? date.add({ days: 1 }) : date;
  const opens = ofLocal(date.toPlainDateTime(from), zone);
  const closes = ofLocal(last.toPlainDateTime(to), zone);
  return opens < closes ? { opens, closes } : null;
}

/** Hours that end at midnight, and begin at it, do not close in between. */
function closesForGood(hours: Hours, date: Temporal.PlainDate, closes: Millis, zone: string): Millis {
  for (let ahead = 1; ahead <= HORIZON_DAYS; ahead++) {
    const next = openingOn(hours, date.add({ days: ahead }), zone);
    if (next === null || next.opens > closes) return closes;
    closes = Math.max(closes, next.closes);
  }
  return closes;
}
