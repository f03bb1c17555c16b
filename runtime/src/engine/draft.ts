import type { InputKey, Program, StepId } from "@trajet/compiler/program";
import type { ConsentStatus, Facts, Json, ListPlace, Millis, Occurrence, PastEvent } from "./facts.ts";
import { keysOf } from "./families.ts";
import { Few, FewPairs } from "./few.ts";
import type { Slot } from "./pace.ts";
import type { Standing } from "./pause.ts";
import { namesOf } from "./remembered.ts";
import type { EffectRequest, Identifiers, RequestKind } from "./request.ts";
import type { Effect, JournalEntry, Run, Wait } from "./run.ts";
import type { SentMessage } from "./send-limits.ts";
import { mailUnderWay } from "./sending-name.ts";
import type { Membership, Watch } from "./watches/watch.ts";
import { isKnownZone } from "./wire.ts";

/** A program as the engine holds it: with its hash, and the keys of the events that its expressions and waits read. */
export interface LoadedProgram {
  readonly hash: string;
  readonly program: Program;
  readonly reads: ReadonlySet<InputKey>;
}

/** A journey that lets people in. */
export interface Door {
  readonly loaded: LoadedProgram;
  readonly activatedAt: Millis;
}

/** What the engine needs from its host besides the facts. All of it is synchronous and without effects on the world. */
export interface Ports {
  readonly program: (hash: string) => LoadedProgram;
  readonly newRunId: () => string;
  /**
   * Makes the request of a step that reaches outside, for one contact. Throws a `RenderError` where it cannot be made, as
   * where an argument has no value.
   */
  readonly render: (run: Run, step: StepId, loaded: LoadedProgram, facts: Facts) => EffectRequest;
  /** Whether this attempt has time left for a call of a kind. */
  readonly mayCall: (kind: RequestKind) => boolean;
  /** How a run stands with the rate of a channel's provider. */
  readonly slot: (run: Run, channel: string, now: Millis) => Slot;
  /** The arm of a split that a run takes, where it is not for the contact's place on the line of shares to say. */
  readonly armOf?: (run: Run, contact: string, step: StepId) => number | undefined;
  /** Is told where a run goes from the step at which it stands; `null` is the end. */
  readonly moved?: (run: Run, to: StepId | null) => void;
  /** Real time until which a call that begins now keeps others from calling: longer than its hard time limit. */
  readonly leaseUntil: (kind: RequestKind) => Millis;
}

export interface ContactState {
  readonly id: string;
  readonly audience: string;
  readonly fields: Record<string, Json>;
  readonly tags: Set<string>;
  readonly groups: Set<string>;
  readonly consent: Record<string, ConsentStatus>;
  archived: boolean;
  /** The custom audiences in which it is, each with what it was added by. */
  readonly customAudiences: Map<string, Identifiers>;
  /** Places in the latest lists of loyalty queries, by the query. */
  readonly lists: Map<string, ListPlace>;
  /** Number of the contact's latest event. */
  seq: number;
}

/** An event on its way in; the draft gives it its number. */
export interface Incoming {
  readonly id: string;
  readonly key: InputKey;
  readonly at: Millis;
  readonly body: { readonly [name: string]: Json };
  readonly cause: string | null;
  readonly depth: number;
}
export type RecordedEvent = PastEvent & { readonly cause: string | null; readonly depth: number };

/**
 * The working copy of all that one contact's decisions read and change. The host loads it under the contact's lock, the
 * engine works on it, and the host writes what changed in the same transaction.
 */
export interface Draft {
  readonly now: Millis;
  readonly ports: Ports;
  readonly contact: ContactState;
  /** Live runs, and those that ended or began in this draft. */
  readonly runs: Run[];
  readonly doors: readonly Door[];
  /** When the contact last entered each journey, by journey and run key. */
  readonly lastEntry: Map<string, Millis>;
  readonly history: Map<InputKey, PastEvent[]>;
  /** Marketing messages that the contact got; there where a limit may ask about them. */
  readonly sent: readonly SentMessage[];
  /** How the journeys stand in which the contact is, or may be soon. */
  readonly standing: ReadonlyMap<string, Standing>;
  /** What is kept true of the contacts of this audience, with where this one stands and when that is to be asked again. */
  readonly watches: readonly Watch[];
  readonly memberships: Map<Watch["id"], Membership>;
  readonly alarms: Map<Watch["id"], Millis>;
  /** Up to when this draft decides what time alone changes: now, or the time of an event that came in late. */
  upTo: Millis;
  /** How often something changed that is no event and not in the contact's row, as when an order is corrected. */
  unsaid: number;
  /** Watches whose alarm is not right any more. */
  readonly stale: Few<Watch>;
  /** Events that wait for their reactions, first in first out. */
  readonly queue: RecordedEvent[];
  /** What the host took from a pool for a run that asked for it; `null` where the pool is empty. */
  readonly codes: FewPairs<Run, string | null>;
  readonly changed: {
    contact: boolean;
    readonly runs: Few<Run>;
    /** Custom audiences that the contact entered or left. */
    readonly customAudiences: Few<string>;
    readonly started: Few<Run>;
    readonly waits: FewPairs<Wait, Run>;
    readonly effects: FewPairs<Effect, Run>;
    /** Effects that begin in this draft: the call is its own to make. */
    readonly begun: Few<Effect>;
    readonly events: RecordedEvent[];
    readonly journal: JournalEntry[];
    readonly alarms: Few<Watch["id"]>;
    /** Runs to be woken once this is committed. */
    readonly wakes: Few<Run>;
  };
}

/** A draft without changes. */
export function newDraft(
  loaded: Omit<Draft, "queue" | "codes" | "changed" | "stale" | "upTo" | "unsaid">,
): Draft {
  return {
    ...loaded,
    upTo: loaded.now,
    unsaid: 0,
    stale: new Few(),
    queue: [],
    codes: new FewPairs(),
    changed: {
      contact: false,
      runs: new Few(),
      customAudiences: new Few(),
      started: new Few(),
      waits: new FewPairs(),
      effects: new FewPairs(),
      begun: new Few(),
      events: [],
      journal: [],
      alarms: new Few(),
      wakes: new Few(),
    },
  };
}

export const entryKey = (journey: string, key: string): string => `${journey}\n${key}`;

/** The zone in which a run counts days: the contact's, else, as where theirs does not exist, the program's. */
export function zoneOf(draft: Draft, program: Pick<Program, "timezone">): string {
  const own = draft.contact.fields.timezone;
  return typeof own === "string" && isKnownZone(own) ? own : program.timezone;
}

/** What an expression sees of the draft as it stands, inside `run` or for a program at whose door an event stands. */
export function factsOf(
  draft: Draft,
  program: Pick<Program, "timezone">,
  run: Pick<Run, "id" | "entry" | "remembered" | "effect"> | null,
  occurrence: Occurrence | null = null,
): Facts {
  const facts = {
    now: draft.now,
    zone: zoneOf(draft, program),
    contact: draft.contact,
    entry: null,
    occurrence,
    history: (key: InputKey) => draft.history.get(key) ?? [],
    journeys: { has: (journey: string) => isInside(draft, journey) },
  };
  if (run === null) return facts;
  return {
    ...facts,
    entry: run.entry,
    run: run.id,
    names: namesOf(run.remembered),
    sendings: run.remembered.sendings,
    underWay: mailUnderWay(run),
  };
}

const isInside = ({ runs }: Draft, journey: string): boolean =>
  runs.some((run) => run.journey === journey && run.state === "alive");

/** Writes a line into the timeline, at the run's logical time unless said. */
export function note(
  draft: Draft,
  run: Run,
  kind: JournalEntry["kind"],
  data: { readonly [name: string]: Json } = {},
  at: Millis = run.at,
): void {
  draft.changed.journal.push({
    at,
    kind,
    journey: run.journey,
    run: run.id,
    program: run.program,
    step: run.step,
    data,
  });
}

/** Numbers an event, puts it into the history, and queues it for its reactions. */
export function record(draft: Draft, incoming: Incoming): RecordedEvent {
  draft.contact.seq += 1;
  draft.changed.contact = true;
  const event: RecordedEvent = {
    ...incoming,
    // Nothing happens later than it is heard of: a sender's fast clock must not open a wait's future.
    at: Math.min(incoming.at, draft.now),
    seq: draft.contact.seq,
    receivedAt: draft.now,
  };
  for (const key of keysOf(event.key)) putInOrder(draft, key, event);
  draft.changed.events.push(event);
  draft.queue.push(event);
  return event;
}

/** Puts what happened into the history, by its time. */
export function putInOrder({ history }: Pick<Draft, "history">, key: InputKey, event: PastEvent): void {
  const known = history.get(key) ?? [];
  let index = known.length;
  while (index > 0 && (known[index - 1] as PastEvent).at > event.at) index -= 1;
  known.splice(index, 0, event);
  history.set(key, known);
}
