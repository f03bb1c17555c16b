import type { Draft } from "./draft.ts";
import type { JournalEntry } from "./run.ts";
import { ValueError } from "./values.ts";

/**
 * Asks a program's trigger or condition about an event that has come in. Where what is stored does not fit the program's
 * types, the answer is `otherwise` and the timeline says why: one bad field must not keep a contact's events out.
 */
export function asked<T>(
  draft: Draft,
  about: Pick<JournalEntry, "journey" | "run" | "program">,
  ask: () => T,
  otherwise: T,
): T {
  try {
    return ask();
  } catch (error) {
    // A RangeError is what the calendar throws for a zone or a date that does not exist.
    if (!(error instanceof ValueError) && !(error instanceof RangeError)) throw error;
    const { journey, run, program } = about;
    draft.changed.journal.push({
      at: draft.now,
      kind: "failed",
      journey,
      run,
      program,
      step: null,
      data: { reason: error.message },
    });
    return otherwise;
  }
}

/** Whom a question of a live run is about. */
export const aboutRun = (run: {
  readonly journey: string;
  readonly id: string;
  readonly program: string;
}) => ({
  journey: run.journey,
  run: run.id,
  program: run.program,
});
