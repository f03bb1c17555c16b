import type { StepId } from "@trajet/compiler/program";
import type { Json, Millis, Occurrence } from "./facts.ts";
import type { Hold } from "./hold.ts";
import type { Remembered } from "./remembered.ts";
import type { EffectRequest } from "./request.ts";
import type { Seen } from "./witness.ts";

/** A suspension of a run, open or decided: a delay has a deadline and no arms, a wait may have both. */
export interface Wait {
  readonly step: StepId;
  readonly visit: number;
  /** Events count that come after `(from, fromSeq)`. */
  readonly from: Millis;
  readonly fromSeq: number;
  readonly deadline: Millis | null;
  state: "open" | "matched" | "timed out" | "left";
  arm: number | null;
  eventAt: Millis | null;
  eventSeq: number | null;
  /** What the filter of the arm that matched read. */
  saw: Seen | null;
}

/**
 * An outside effect, known by run, step and visit and never by attempt. `intent`: a call is or was under way until its
 * lease ends. `retry`: it is known not to have left. The three others are final.
 */
export interface Effect {
  readonly step: StepId;
  readonly visit: number;
  /** Of the message, the webhook, the custom audience: whatever the step names. */
  readonly name: string;
  readonly labels: readonly string[];
  /** A marketing message: limits count it. */
  readonly marketing: boolean;
  readonly request: EffectRequest;
  state: "intent" | "retry" | "done" | "refused" | "unknown";
  attempt: number;
  /** Of `intent`: no other attempt calls before it, in real time. Of `retry`: when to try again. */
  leaseUntil: Millis | null;
  providerRef: string | null;
  reason: string | null;
}

/** One contact's way through one journey. Mutable inside a `Draft`, which is committed as a whole or not at all. */
export interface Run {
  readonly id: string;
  readonly journey: string;
  readonly key: string;
  readonly program: string;
  state: "alive" | "finished" | "exited";
  /** Where it stands; `null` is the end. */
  step: StepId | null;
  /** The step was entered: its visit is counted, its suspension or effect is recorded. */
  entered: boolean;
  readonly visits: Record<StepId, number>;
  /** Logical time: that of the event that started it, then of each due moment or match. */
  at: Millis;
  /** The event it last consumed. */
  cursorAt: Millis;
  cursorSeq: number;
  /** When it must be looked at again; `null` where only an event can move it. */
  dueAt: Millis | null;
  /** Raised by each attempt and by everything that ends or moves the run from outside. */
  epoch: number;
  readonly enteredAt: Millis;
  readonly entry: Occurrence;
  /** Id of what started it. */
  readonly occurrence: string;
  causeDepth: number;
  /** What keeps it from going on although its moment has come; `null` for nothing. */
  hold: Hold | null;
  endedAt: Millis | null;
  reason: string | null;
  readonly remembered: Remembered;
  /**
   * Until then the run is looked at for its goals, also after it has ended: as long as one is open, and for what was before
   * an event that has reached one. `null` where there is nothing to look at.
   */
  goalUntil: Millis | null;
  /** When it reached a goal first. */
  convertedAt: Millis | null;
  /** Attempts in a row that could not be decided. */
  failures: number;
  wait: Wait | null;
  effect: Effect | null;
}

/** One line of a contact's timeline, in the kinds of contracts.md. */
export interface JournalEntry {
  readonly at: Millis;
  readonly kind:
    | "entered"
    | "refused"
    | "sent"
    | "held"
    | "skipped"
    | "failed"
    | "tagged"
    | "untagged"
    | "joined"
    | "left"
    | "updated"
    | "subscribed"
    | "unsubscribed"
    | "archived"
    | "branched"
    | "split"
    | "waiting"
    | "matched"
    | "timedOut"
    | "delayed"
    | "remembered"
    | "called"
    | "added"
    | "removed"
    | "milestone"
    | "converted"
    | "merged"
    | "exited"
    | "finished";
  readonly journey: string;
  /** Empty for a start that was refused. */
  readonly run: string;
  readonly program: string;
  readonly step: StepId | null;
  readonly data: { readonly [name: string]: Json };
}
