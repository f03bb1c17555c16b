import type { Draft } from "./draft.ts";
import type { PastEvent } from "./facts.ts";
import { hasOpenGoal } from "./goals.ts";
import { leaveIf, offer, settleQueue } from "./react.ts";
import type { Run } from "./run.ts";

/**
 * Two contacts turn out to be one person: what each has done counts for the runs of the other, which were not told of it. It
 * ends them, moves them on and reaches their goals as a late event does, and starts nothing: whom it was to let in is in.
 *
 * @param isGuest whether a run was the other's, `isTheirs` whether an event was
 */
export function tellRunsOfEachOther(
  draft: Draft,
  isGuest: (run: Run) => boolean,
  isTheirs: (event: PastEvent) => boolean,
): void {
  for (const event of told(draft)) {
    for (const run of draft.runs) {
      if (isGuest(run) === isTheirs(event) || !hasOpenGoal(run, event.at)) continue;
      if (!hasReachedGoal(draft, run, event)) offer(draft, run, event);
    }
  }
  // Tags, fields and consent are those of both, without an event.
  for (const run of draft.runs) {
    if (run.state === "alive") leaveIf(draft, run, draft.ports.program(run.program), draft.now);
  }
  settleQueue(draft);
}

/** Each once, in its order. Sendings are no events that anybody is told of. */
function told({ history }: Draft): readonly PastEvent[] {
  const events = new Map([...history.values()].flat().map((event) => [event.seq, event]));
  events.delete(0);
  return [...events.values()].sort((one, other) => one.at - other.at || one.seq - other.seq);
}

/** What has reached the goal of another run of the journey stays that one's. */
function hasReachedGoal({ runs }: Draft, run: Run, event: PastEvent): boolean {
  return runs.some(
    (other) => other.journey === run.journey && Object.values(other.remembered.goals).includes(event.id),
  );
}
