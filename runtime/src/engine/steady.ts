import { Temporal } from "temporal-polyfill";
import type { Millis } from "./facts.ts";

/** A stretch of time in which the clocks of a zone are not set: `from` is in it, `to` is not. */
export interface Steady {
  readonly from: Millis;
  readonly to: Millis;
  /** What the clocks show, less what UTC shows. */
  readonly offset: Millis;
}

/** Half a year or so each: what a zone has of them between the oldest and the newest moment that is asked for. */
const known = new Map<string, Steady[]>();

/** The stretch in which a moment lies. Looked up once, since the calendar is slow and most moments lie in few of them. */
export function steadyAt(zone: string, at: Millis): Steady {
  const stretches = known.get(zone) ?? [];
  for (const one of stretches) if (one.from <= at && at < one.to) return one;
  const found = lookUp(zone, at);
  stretches.push(found);
  known.set(zone, stretches);
  return found;
}

function lookUp(zone: string, at: Millis): Steady {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
  // A moment at which the clocks are set begins a stretch, and is not before itself.
  const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const after = zoned.getTimeZoneTransition("next");
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
}
