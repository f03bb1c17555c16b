import type { Draft } from "./draft.ts";
import type { Run } from "./run.ts";

/** Lets the host wake the run as soon as the draft is committed. */
export function wake(draft: Draft, run: Run): void {
  run.dueAt = draft.now;
  draft.changed.runs.add(run);
  draft.changed.wakes.add(run);
}
