import { type Draft, note } from "./draft.ts";
import { dropRetry } from "./effect-end.ts";
import type { Json, Millis } from "./facts.ts";
import type { Run } from "./run.ts";

/**
 * Ends a run. Its epoch rises, so that an attempt under way commits no further position. What was still to be tried again does
 * not leave any more, and makes room at once; the wake is for a call that is under way.
 */
export function endRun(
  draft: Draft,
  run: Run,
  how: "finished" | "exited",
  at: Millis,
  data: { readonly [name: string]: Json } = {},
): void {
  run.state = how;
  run.epoch += 1;
  run.dueAt = null;
  run.hold = null;
  run.endedAt = at;
  run.reason = typeof data.reason === "string" ? data.reason : null;
  leaveWait(draft, run);
  note(draft, run, how, data, at);
  dropRetry(draft, run);
  draft.changed.runs.add(run);
  draft.changed.wakes.add(run);
}

/** Closes the suspension in which a run stands, undecided. */
function leaveWait(draft: Draft, run: Run): void {
  if (run.wait === null) return;
  if (run.wait.state === "open") run.wait.state = "left";
  draft.changed.waits.set(run.wait, run);
}
