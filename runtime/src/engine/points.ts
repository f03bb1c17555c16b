import type { Point } from "@trajet/compiler/program";
import { momentOf } from "./compare.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis } from "./facts.ts";
import type { Scope } from "./scope.ts";
import { isTagged, type Value, ValueError } from "./value.ts";
import { addDuration, dateIn, localTime, momentAt, subtractDuration } from "./zoned.ts";

/** `passed`: the point lies before `from`, or there is none as a value that it needs is missing; then `at` is `from`. */
export interface Resolved {
  readonly at: Millis;
  readonly passed: boolean;
}

const MIDNIGHT = "00:00";

/**
 * When a point of time is, seen from `from` (a run's logical time), on the clocks of `facts.zone`.
 *
 * A time of day or a weekday is the next one strictly after `from`: a run that stands at 9:00 sharp and is told
 * `delay until 9:00` goes on tomorrow, or a loop of such delays would spin on the spot. A point that is fixed (a date,
 * a moment, an offset from one) has passed if it lies before `from`; one that is exactly `from` is reached, not missed.
 */
export function resolvePoint(point: Point, from: Millis, program: Scope, facts: Facts): Resolved {
  const ask = (expr: Point["at"]) => (expr === null ? null : evaluate(expr, program, facts));
  const at = ask(point.at);
  const base = ask(point.base);
  if (point.at !== null && at === null) return missing(from);
  if (point.base === null) return nextTime(timeOf(at), point.weekday, from, facts.zone);
  // `delay until 9:00` may be lowered as a base: a time of day alone is the next one.
  if (isTagged(base) && base.type === "time") return nextTime(base.time, point.weekday, from, facts.zone);
  const duration = ask(point.offset?.duration ?? null);
  if (base === null || (point.offset !== null && duration === null)) return missing(from);
  const start = momentOf(base, facts.zone);
  if (start === null) throw new ValueError("a point of time is a date or a moment");
  const moved = offsetBy(start, duration, point.offset?.direction, facts.zone);
  const due = at === null ? moved : momentAt(dateIn(facts.zone, moved), timeOf(at), facts.zone);
  return due < from ? { at: from, passed: true } : { at: due, passed: false };
}

const missing = (from: Millis): Resolved => ({ at: from, passed: true });

/** The first time strictly after `from` at which the clocks of the zone say so, on that weekday if one is given. */
function nextTime(time: string, weekday: number | null, from: Millis, zone: string): Resolved {
  const today = localTime(from, zone).toPlainDate();
  const ahead = weekday === null ? 0 : (weekday - today.dayOfWeek + 7) % 7;
  const step = weekday === null ? 1 : 7;
  const first = momentAt(today.add({ days: ahead }).toString(), time, zone);
  const at = first > from ? first : momentAt(today.add({ days: ahead + step }).toString(), time, zone);
  return { at, passed: false };
}

function offsetBy(
  at: Millis,
  duration: Value,
  direction: "before" | "after" | undefined,
  zone: string,
): Millis {
  if (duration === null) return at;
  if (!isTagged(duration) || duration.type !== "duration") throw new ValueError("an offset is a duration");
  const move = direction === "before" ? subtractDuration : addDuration;
  return move(at, duration.duration, zone);
}

function timeOf(value: Value): string {
  if (value === null) return MIDNIGHT;
  if (isTagged(value) && value.type === "time") return value.time;
  throw new ValueError("what stands behind `at` is a time of day");
}
