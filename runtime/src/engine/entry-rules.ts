import type { EntryWindow, Program } from "@trajet/compiler/program";
import { addDuration, dateIn } from "./calendar.ts";
import { type Draft, entryKey } from "./draft.ts";
import { durationIn } from "./durations.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis } from "./facts.ts";
import type { Run } from "./run.ts";

/** A start older than this is refused, and said (language.md §6.1). */
export const MAX_START_AGE: Millis = 7 * 24 * 60 * 60 * 1000;

/** A start that is about to be let in or refused. */
export interface Arrival {
  readonly at: Millis;
  /** `null` where a value that it is made of is missing. */
  readonly key: string | null;
  /** The contact's live run of the same key. */
  readonly alive: Run | undefined;
  /** `entry` is what is about to start the run. */
  readonly facts: Facts;
}

/** Why a start is refused; `null` where it is let in. Throws a `ValueError` where a rule cannot be computed. */
export function entryRefusal(draft: Draft, program: Program, arrival: Arrival): string | null {
  if (draft.contact.archived) return "the contact is archived";
  if (draft.now - arrival.at > MAX_START_AGE) return "what would start it happened more than 7 days ago";
  if (arrival.key === null) return "a value that tells this journey's runs apart (`one run per`) is missing";
  const closed = windowRefusal(program.entryWindow, arrival);
  if (closed !== null) return closed;
  const inside = insideRefusal(program, arrival);
  if (inside !== null) return inside;
  return comingBackRefusal(draft, program, arrival, arrival.key);
}

/** Both days are let in, by the clocks of the contact. */
function windowRefusal(window: EntryWindow | undefined, { at, facts }: Arrival): string | null {
  if (window === undefined) return null;
  const day = dateIn(facts.zone, at);
  if (day < window.from) return `the journey lets nobody in before ${window.from}`;
  return window.to !== null && day > window.to ? `the journey lets nobody in after ${window.to}` : null;
}

/** Where a start replaces the run that is alive, the latest one by its own time stays, in whichever order they are heard of. */
function insideRefusal({ reenter }: Program, { at, alive }: Arrival): string | null {
  if (alive === undefined) return null;
  if (reenter.policy !== "restart") return "the contact is in this journey already";
  return at < alive.enteredAt ? "a later start has begun the run that is alive" : null;
}

/** Who may come back, and when: for each key of its own. */
function comingBackRefusal(
  { lastEntry }: Draft,
  program: Program,
  { at, facts }: Arrival,
  key: string,
): string | null {
  const { reenter, journey } = program;
  const last = lastEntry.get(entryKey(journey, key));
  if (last === undefined) return null;
  switch (reenter.policy) {
    case "always":
    case "restart":
      return null;
    case "never":
      return "the contact has been in this journey, and it says reenter never";
    case "after": {
      const pause = durationIn(reenter.after, (expr) => evaluate(expr, program, facts));
      if (pause === null) return "the time after which the contact may enter again has no value";
      const open = addDuration(last, pause, facts.zone);
      return at < open ? `the contact may enter again from ${new Date(open).toISOString()} on` : null;
    }
    default:
      return reenter satisfies never;
  }
}
