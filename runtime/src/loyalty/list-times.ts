import type { Millis } from "../engine/facts.ts";
import { addToDate, dateIn, momentAt } from "../engine/zoned.ts";

/** Times of day at which lists are made where the project says nothing. */
export const DEFAULT_AT = ["3:00"];

/** The latest of the fixed times of day that has come. */
export function lastTime(at: readonly string[], zone: string, now: Millis): Millis {
  return Math.max(...times(at, zone, now).filter((time) => time <= now));
}

/** The next of them. */
export function nextTime(at: readonly string[], zone: string, now: Millis): Millis {
  return Math.min(...times(at, zone, now).filter((time) => time > now));
}

/** The fixed times of yesterday, today and tomorrow. */
function times(at: readonly string[], zone: string, now: Millis): readonly Millis[] {
  const today = dateIn(zone, now);
  return [-1, 0, 1].flatMap((days) =>
    at.map((time) => momentAt(addToDate(today, { days }), padded(time), zone)),
  );
}

const padded = (time: string): string => time.padStart(5, "0");
