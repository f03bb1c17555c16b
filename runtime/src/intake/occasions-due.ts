import type { Program, Schedule } from "@trajet/compiler/program";
import { MAX_START_AGE } from "../engine/entry-rules.ts";
import type { Millis } from "../engine/facts.ts";
import { isPersonal, nextOccasion, type Occasion, occasionsBetween } from "../engine/occasions.ts";

/**
 * The occasions since a schedule was last looked at, in a zone. After an outage, people's own dates are all caught up; of
 * what comes again for everyone only the latest, since several at once would be a burst.
 */
export function occasionsDue(
  schedule: Schedule,
  program: Program,
  zone: string,
  { handled, now }: { readonly handled: Millis; readonly now: Millis },
): readonly Occasion[] {
  const since = Math.max(handled, now - MAX_START_AGE);
  const occasions = occasionsBetween(schedule, program, zone, since, now);
  return isPersonal(schedule) ? occasions : occasions.slice(-1);
}

/** When a schedule is due next in any of the zones; `null` where it never is. */
export function nextDueIn(
  schedule: Schedule,
  program: Program,
  zones: Iterable<string>,
  now: Millis,
): Millis | null {
  const moments = [...zones].flatMap((zone) => nextOccasion(schedule, program, zone, now)?.at ?? []);
  return moments.length === 0 ? null : Math.min(...moments);
}
