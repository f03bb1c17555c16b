import type { Duration } from "@trajet/compiler/program";
import type { Millis } from "../facts.ts";
import {
  addDuration,
  addToDate,
  calendarPart,
  dateIn,
  exactPart,
  isLongerThanDays,
  localTime,
  negated,
  ofLocal,
  startOfDate,
} from "../zoned.ts";

/** What is done to the present: moved by each duration in turn, by the clocks of a zone. */
export type Shift = readonly Duration[];

const QUARTER = 15 * 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `now`, moved. */
export function shifted(now: Millis, shift: Shift, zone: string): Millis {
  return shift.reduce((at, duration) => addDuration(at, duration, zone), now);
}

/** How far, at most, a moment lies from where the opposite shift brings the moment that it is moved to. */
export function slackOf(shift: Shift): Millis {
  const months = shift.filter(isLongerThanDays).length;
  return (1 + 4 * months) * DAY;
}

/**
 * The moments at which the present, moved by `shift`, can come to lie on another side of `target`, and perhaps some more.
 * With months in the shift there may be several: 29, 30 and 31 March less a month are all 28 February. Only the last
 * duration of a shift may have hours, minutes or seconds.
 */
export function crossings(shift: Shift, target: Millis, zone: string): Millis[] {
  const exact = exactPart(shift.at(-1) ?? {});
  const calendar = shift.map(calendarPart).filter((duration) => Object.keys(duration).length > 0);
  const goal = target - exact;
  if (calendar.length === 0) return [goal, goal + 1];
  const base = shifted(goal, calendar.toReversed().map(negated), zone);
  const spread = 4 * calendar.filter(isLongerThanDays).length;
  const found: Millis[] = [];
  for (let day = -spread; day <= spread; day += 1) {
    const at = day === 0 ? base : addDuration(base, { days: day }, zone);
    found.push(at, at + 1);
    if (spread > 0) found.push(startOfDate(dateIn(zone, at), zone));
    if (clocksChange(at, zone) || clocksChange(goal, zone)) found.push(...nearby(at, calendar, goal, zone));
  }
  return found;
}

/** The moments at which today, moved by `shift`, can come before, to or behind a date, and perhaps some more. */
export function dateCrossings(shift: Shift, target: string, zone: string): Millis[] {
  const base = shift.toReversed().reduce((date, duration) => addToDate(date, negated(duration)), target);
  const spread = 4 * shift.filter(isLongerThanDays).length;
  const found: Millis[] = [];
  for (let day = -spread; day <= spread + 1; day += 1) {
    found.push(startOfDate(addToDate(base, { days: day }), zone));
  }
  return found;
}

/** The next moment at which the clocks show a quarter of an hour: between two of them no clock is changed. */
export const nextQuarter = (at: Millis): Millis => (Math.floor(at / QUARTER) + 1) * QUARTER;

/** Whether the clocks are changed within a day around a moment. */
function clocksChange(at: Millis, zone: string): boolean {
  return offsetOf(at - DAY, zone) !== offsetOf(at + DAY, zone);
}

function offsetOf(at: Millis, zone: string): Millis {
  return ofLocal(localTime(at, zone), "UTC") - at;
}

/**
 * Near a change of the clocks a local time may be passed twice or never. So each quarter of an hour around is looked at:
 * inside of one, the present and what it is moved to keep step.
 */
function nearby(at: Millis, shift: Shift, goal: Millis, zone: string): Millis[] {
  const found: Millis[] = [];
  for (let start = nextQuarter(at - 4 * HOUR); start <= at + 4 * HOUR; start += QUARTER) {
    const within = goal - shifted(start, shift, zone);
    found.push(start);
    if (within >= 0 && within < QUARTER) found.push(start + within, start + within + 1);
  }
  return found;
}
