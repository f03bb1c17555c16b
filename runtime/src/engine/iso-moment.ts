import type { Millis } from "./facts.ts";

const DAY_MS = 86_400_000;
/** By days since 1970, `2026-03-27T`: what asks most of the calendar. */
const days = new Map<number, string>();
/** Moments come from people: whatever they say, the list stays short. */
const MOST_DAYS = 10_000;

/** RFC 3339 in UTC with milliseconds, as `Date` writes it, in half the time: a timeline is full of moments of few days. */
export function isoMoment(at: Millis): string {
  const day = Math.floor(at / DAY_MS);
  const known = days.get(day);
  if (known === undefined) return note(day, new Date(at).toISOString());
  const time = Math.floor(at) - day * DAY_MS;
  const [seconds, millis] = [Math.floor(time / 1_000), time % 1_000];
  const [minutes, second] = [Math.floor(seconds / 60), seconds % 60];
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${known}${TWO[hour]}:${TWO[minute]}:${TWO[second]}.${millis === 0 ? "000" : String(millis).padStart(3, "0")}Z`;
}

const TWO: readonly string[] = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function note(day: number, written: string): string {
  if (days.size < MOST_DAYS) days.set(day, written.slice(0, written.indexOf("T") + 1));
  return written;
}
