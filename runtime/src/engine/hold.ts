import { type Draft, note } from "./draft.ts";
import type { Json, Millis } from "./facts.ts";
import type { Run } from "./run.ts";

/** What keeps a run from going on although its moment has come. */
export type HeldBy =
  /** Its journey is paused. */
  | "pause"
  /** The hours in which messages may leave. */
  | "window"
  /** A limit of messages, or a cap of the project. */
  | "limit"
  /** The rate of the provider: it sleeps until its own slot. */
  | "rate"
  /** Another run of the contact, which was due before it and may use up a limit. */
  | "turn"
  /** The provider did not take the message yet; it is tried again. */
  | "provider";

export interface Hold {
  readonly by: HeldBy;
  /** When it came due, or the first of several holds in a row began. */
  readonly since: Millis;
  /** When it is looked at again; `null` where only the end of a pause ends it. */
  readonly until: Millis | null;
  readonly reason: string;
}

/** One that goes on where another was keeps its `since` unless it has one of its own. */
export type NewHold = Omit<Hold, "since"> & { readonly since?: Millis };

/**
 * Holds a run where it stands. The timeline says so when the reason or the moment is another than before; a `turn` is over
 * in a moment and not worth a line.
 */
export function hold(
  draft: Draft,
  run: Run,
  held: NewHold,
  about: { readonly [name: string]: Json } = {},
): void {
  const before = run.hold;
  const same = before !== null && before.by === held.by && before.until === held.until;
  run.hold = { ...held, since: held.since ?? before?.since ?? draft.now };
  run.dueAt = held.until;
  draft.changed.runs.add(run);
  if (same || held.by === "turn") return;
  const until = held.until === null ? {} : { until: new Date(held.until).toISOString() };
  const at = held.by === "pause" ? run.at : draft.now;
  note(draft, run, "held", { ...about, by: held.by, reason: held.reason, ...until }, at);
}

/**
 * A hold of the gate is a suspension: what follows it counts from the moment at which it ended (rule 8), also where another
 * message has made room and the run is woken before its time. What a pause or a provider delays goes on with the time at which
 * it was due.
 */
export function passHold(draft: Draft, run: Run): void {
  const { hold } = run;
  if (hold?.until != null && isOfGate(hold)) run.at = Math.max(run.at, Math.min(hold.until, draft.now));
}

/**
 * Whether the gate holds a run until later, and nothing has woken it for its sake. A wake may come for any reason and more
 * than once: what would be refused at this moment may be allowed by then.
 */
export const isHeldBack = (draft: Draft, { hold, dueAt }: Run): boolean =>
  hold !== null && isOfGate(hold) && dueAt !== null && dueAt > draft.now;

const isOfGate = ({ by }: Hold): boolean => by === "window" || by === "limit" || by === "rate";
