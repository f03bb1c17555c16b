import type { Door, Ports } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import type { Resumption, Standing } from "../engine/pause.ts";
import type { Run } from "../engine/run.ts";
import type { CallOutcome } from "../store/caller.ts";
import type { EffectOutcome } from "../store/decide.ts";
import type { JourneyStatus } from "../store/gateway.ts";
import type { SlotInHand } from "../store/slots.ts";
import type { Agenda } from "./agenda.ts";
import type { People } from "./people.ts";
import type { Person } from "./person.ts";
import type { Published } from "./publish.ts";
import type { SimulatedCall, SimulatedEntry } from "./virtual-host.ts";

/** What a host in memory remembers, where another one has tables. */
export interface Memory {
  readonly published: Published;
  now: Millis;
  readonly ports: Ports;
  readonly newEventId: () => string;
  readonly people: People;
  readonly journeys: ReadonlyMap<string, JourneyState>;
  /** Those of the journeys that are active, by their names; set anew when a status changes. */
  doors: readonly Door[];
  standing: ReadonlyMap<string, Standing>;
  /** Ids of all events. */
  readonly known: Set<string>;
  /** Mails and other messages that were sent, or may have been, by run, step and visit. */
  readonly sendings: Map<string, Sending>;
  /** Whose an order is, by store and id. */
  readonly owners: Map<string, Person>;
  readonly agenda: Agenda<Due>;
  /** What is to be done next, in the order in which it was asked for. */
  readonly outbox: Wake[];
  readonly schedules: Map<string, ScheduleState>;
  readonly lists: readonly ListState[];
  /** The theoretical arrival time of the next message, by the line. */
  readonly lines: Map<string, number>;
  readonly pools: Map<string, Pool>;
  /** An empty pool gives codes that are made up. */
  readonly endlessPools: boolean;
  /** What was last told of a product, by store and SKU. */
  readonly products: Map<string, { readonly inStock: boolean; readonly at: Millis; readonly told: string }>;
  /** Runs whose call takes its time, and is not answered. */
  readonly inFlight: Set<Run>;
  /** The slot that the attempt under way has reserved. */
  slot: SlotInHand | null;
  readonly write: (entry: SimulatedEntry) => void;
  /** Lines written so far. */
  linesWritten: number;
  readonly began: (person: Person, run: Run) => void;
  readonly answer: (call: SimulatedCall) => CallOutcome;
  readonly callLimit: Millis;
  /** Whether the attempt that begins now dies, and is made again. */
  readonly dies: () => boolean;
}

export interface JourneyState {
  readonly name: string;
  status: JourneyStatus;
  activatedAt: Millis | null;
  pausedAt: Millis | null;
  resumed: Resumption | null;
  /** Raised with every change of the status: who is still to be woken by an older one is not. */
  release: number;
}

export interface Sending {
  readonly person: Person;
  readonly run: Run;
  readonly kind: "email" | "other";
  readonly message: string;
  at: Millis;
}

export interface ScheduleState {
  readonly journey: string;
  readonly start: string;
  handled: Millis;
  dueAt: Millis | null;
}

/** The latest list of a loyalty query. */
export interface ListState {
  readonly query: Published["lists"][number];
  made: number;
  madeAt: Millis;
  dueAt: Millis;
  /** Who is in it. */
  members: ReadonlyMap<string, { readonly rank: number; readonly tier: string | null }>;
}

export interface Pool {
  readonly codes: string[];
  readonly known: Set<string>;
  given: number;
}

/** Something that has its moment. */
export type Due =
  | { readonly kind: "list"; readonly list: ListState }
  | { readonly kind: "alarm"; readonly person: Person; readonly watch: number; readonly at: Millis }
  /** The time limit of a call is over, and there is no answer. */
  | {
      readonly kind: "call";
      readonly person: Person;
      readonly run: Run;
      readonly epoch: number | null;
      readonly outcome: EffectOutcome;
    }
  | { readonly kind: "run"; readonly person: Person; readonly run: Run; readonly at: Millis }
  | { readonly kind: "schedule"; readonly schedule: ScheduleState; readonly at: Millis }
  /** Is woken after a pause, unless another one has begun: `nth` is that of the release. */
  | {
      readonly kind: "release";
      readonly journey: JourneyState;
      readonly nth: number;
      readonly person: Person;
      readonly run: Run;
    };

/** Those who are in a journey. */
export type Released = { readonly person: Person; readonly run: Run }[];

export type Wake =
  | { readonly kind: "run"; readonly person: Person; readonly run: Run }
  | { readonly kind: "schedule"; readonly schedule: ScheduleState }
  /** Visits many, one after the other. */
  | { readonly kind: "visit"; readonly visit: () => void };
