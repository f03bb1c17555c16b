import type { Draft } from "./draft.ts";
import type { Millis } from "./facts.ts";
import type { Run } from "./run.ts";
import { wake } from "./wake.ts";

/** How long a run lets another one go before it that does not come: long enough for any attempt, on the journeys' clock. */
const PATIENCE_MS: Millis = 30_000;

/**
 * Runs of one contact that are due at once and may use up a limit go by due time, journey and key, whichever of them a
 * worker takes first (rule 7). One that waits for another waits once: that other may be stuck.
 */
export function hasTurn(draft: Draft, run: Run): boolean {
  if (run.hold?.by === "turn" && draft.now >= (run.hold.until ?? 0)) return true;
  return !draft.runs.some((other) => other !== run && isOnItsWay(draft, other) && isBefore(other, run));
}

export const turnUntil = (draft: Draft, run: Run): Millis =>
  run.hold?.by === "turn" && run.hold.until !== null ? run.hold.until : draft.now + PATIENCE_MS;

/** Due, free to move, and without a message that is under way: that one is counted as it is. */
function isOnItsWay(draft: Draft, run: Run): boolean {
  return (
    run.state === "alive" &&
    run.dueAt !== null &&
    run.dueAt <= draft.now &&
    run.effect?.state !== "intent" &&
    run.effect?.state !== "retry" &&
    !draft.standing.get(run.journey)?.paused
  );
}

function isBefore(one: Run, other: Run): boolean {
  const [first, second] = [dueSince(one), dueSince(other)];
  if (first !== second) return first < second;
  if (one.journey !== other.journey) return one.journey < other.journey;
  return one.key !== other.key ? one.key < other.key : one.id < other.id;
}

/** Since when a run has been due; who waits for a turn was due before that. */
export const dueSince = (run: Run): Millis =>
  run.hold?.by === "turn" ? run.hold.since : (run.dueAt ?? run.at);

/** A run has come to rest: those of the contact that let it go first are woken. */
export function giveTurn(draft: Draft, run: Run): void {
  for (const other of draft.runs) {
    if (other !== run && other.state === "alive" && other.hold?.by === "turn") wake(draft, other);
  }
}
