import { type Duration, type DurationOf, isComputed, type Program } from "@trajet/compiler/program";
import { addDuration } from "../engine/calendar.ts";
import type { Millis } from "../engine/facts.ts";
import type { Resumption } from "../engine/pause.ts";

/**
 * What becomes of those who came due in a pause, by the journey's version of the day on which it ends: whoever resumes it
 * decides about all of them, whichever version they are on. `until`: they are spread until then; `null` for at once.
 */
export function resumptionBy(
  program: Program,
  pausedAt: Millis,
  now: Millis,
): Resumption & { readonly until: Millis | null } {
  const { policy, olderThan, over } = program.resume ?? { policy: "continue" };
  return {
    policy,
    olderThan: olderThan === undefined ? null : writtenOut(olderThan),
    pausedAt,
    at: now,
    until: over === undefined ? null : addDuration(now, writtenOut(over), program.timezone),
  };
}

/** Of a setting that holds for everybody, which is why programs with a computed one are not run. */
function writtenOut(duration: DurationOf): Duration {
  if (!isComputed(duration)) return duration;
  throw new Error("the end of a pause has a duration that is computed");
}
