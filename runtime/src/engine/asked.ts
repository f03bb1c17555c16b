import type { StepId } from "@trajet/compiler/program";
import type { Draft } from "./draft.ts";
import type { JournalEntry, Run } from "./run.ts";
import { ValueError } from "./values.ts";

/**
 * Asks a trigger, a condition or a value of a program. Where what is stored does not fit the program's
 * types, the answer is `otherwise` and the timeline says why: one bad field must neither keep a
 * contact's events out nor hold a run for ever.
 */
export function asked<T>(
  draft: Draft,
  about: Pick<JournalEntry, "journey" | "run" | "program" | "step">,
  ask: () => T,
  otherwise: T,
): T {
  try {
    return ask();
  } catch (error) {
    if (!isWrongValue(error)) throw error;
    draft.changed.journal.push({ ...about, at: draft.now, kind: "failed", data: { reason: error.message } });
    return otherwise;
  }
}

/** What asking throws where a value is wrong. A RangeError is the calendar's, for a zone or a date that does not exist. */
export const isWrongValue = (error: unknown): error is ValueError | RangeError =>
  error instanceof ValueError || error instanceof RangeError;

/** Whom a question of a live run is about: `step` is where the run asks it itself, `null` where an event does. */
export const aboutRun = (run: Pick<Run, "journey" | "id" | "program">, step: StepId | null = null) => ({
  journey: run.journey,
  run: run.id,
  program: run.program,
  step,
});
