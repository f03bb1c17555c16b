import { addDuration } from "../engine/calendar.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import { durationIn } from "../engine/durations.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Millis } from "../engine/facts.ts";
import { factsOfNobody } from "../engine/nobody.ts";
import type { Resumption } from "../engine/pause.ts";

/**
 * What becomes of those who came due in a pause, by the journey's version of the day on which it ends: whoever resumes it
 * decides about all of them, whichever version they are on. `until`: they are spread until then; `null` for at once.
 */
export function resumptionBy(
  { program, hash }: Pick<LoadedProgram, "program" | "hash">,
  pausedAt: Millis,
  now: Millis,
): Resumption & { readonly until: Millis | null } {
  const { policy, olderThan = null, over } = program.resume ?? { policy: "continue" };
  const facts = factsOfNobody(now, program.timezone);
  const length = over === undefined ? null : durationIn(over, (expr) => evaluate(expr, program, facts));
  const until = length === null ? null : addDuration(now, length, program.timezone);
  return { policy, olderThan, program: hash, pausedAt, at: now, until };
}
