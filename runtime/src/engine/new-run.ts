import type { LoadedProgram } from "./draft.ts";
import type { Millis, Occurrence } from "./facts.ts";
import { nothingRemembered } from "./remembered.ts";
import type { Run } from "./run.ts";

/** What makes a run this one and no other. */
export interface Beginning {
  readonly id: string;
  /** Runs of one contact in one journey at a time are told apart by it. */
  readonly key: string;
  readonly at: Millis;
  readonly entry: Occurrence;
  /** Id of what started it, and its number among the contact's events. */
  readonly occurrence: string;
  readonly seq: number;
  readonly depth: number;
}

/** A run that stands before the first step of its program. */
export function newRun({ hash, program }: LoadedProgram, beginning: Beginning): Run {
  const { id, key, at, entry, occurrence, seq, depth } = beginning;
  return {
    id,
    journey: program.journey,
    key,
    program: hash,
    state: "alive",
    step: program.first,
    entered: false,
    visits: {},
    at,
    cursorAt: at,
    cursorSeq: seq,
    dueAt: null,
    epoch: 0,
    enteredAt: at,
    entry,
    occurrence,
    causeDepth: depth,
    hold: null,
    endedAt: null,
    reason: null,
    remembered: nothingRemembered(),
    goalUntil: null,
    convertedAt: null,
    failures: 0,
    wait: null,
    effect: null,
  };
}
