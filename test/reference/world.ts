import type { Block, Declaration, Fragment, Journey, Step } from "@trajet/grammar";
import type { Temporal } from "temporal-polyfill";
import type { Millis, Span } from "./calendar.ts";

/* What the reference interpreter holds in its hands: people, what they did, and where their runs stand. */

export interface Money {
  readonly amount: number;
  readonly currency: string;
}
/** A moment among values, so that it is not taken for a number. */
export interface Moment {
  readonly moment: Millis;
}
export interface Fields {
  readonly [name: string]: Value;
}
/** A value at run time; `null` is missing. */
export type Value =
  | null
  | string
  | number
  | boolean
  | Money
  | Moment
  | Span
  | Temporal.PlainDate
  | Temporal.PlainTime
  | readonly Value[]
  | Fields;

/** Something that a contact did, or that was done to it. */
export type Deed =
  | { readonly verb: "sign up" }
  | { readonly verb: "unsubscribe" | "resubscribe"; readonly channel: string }
  | { readonly verb: "get tag" | "lose tag"; readonly tag: string }
  | { readonly verb: "join" | "leave group"; readonly group: string }
  | { readonly verb: "change"; readonly field: string; readonly from: Value; readonly to: Value }
  | { readonly verb: "buy"; readonly order: Fields }
  | { readonly verb: "open"; readonly message: string; readonly of: Delivery }
  | { readonly verb: "do"; readonly id: string; readonly event: string; readonly payload: Fields }
  | { readonly verb: "start by hand"; readonly journey: string };

/** `seq` is the order in which a contact's events came in. */
export type Happening = Deed & {
  readonly at: Millis;
  readonly seq: number;
  /** How many steps of journeys caused each other before it. */
  readonly depth: number;
};

export interface Person {
  readonly id: string;
  readonly fields: Map<string, Value>;
  readonly tags: Set<string>;
  readonly groups: Set<string>;
  readonly consent: Map<string, string>;
  /** Nobody writes to her any more, and no journey lets her in. */
  isArchived: boolean;
  readonly past: Happening[];
  readonly runs: Run[];
  readonly sendings: Sending[];
  /** The latest sending of each message, whichever run's it was. */
  readonly latest: Map<string, Delivery>;
}

/** A message that a provider took, or may have. Two of one run at one instant are two. */
export interface Delivery {
  readonly run: Run;
  readonly at: Millis;
}

/** A marketing message that left, or may have. */
export interface Sending {
  readonly at: Millis;
  readonly journey: string;
  readonly labels: readonly string[];
}

/** Steps in a row, with where the run is among them. `path` stands before the ids of a fragment's steps. */
export interface Frame {
  readonly steps: readonly Step[];
  index: number;
  readonly path: string;
  readonly args: ReadonlyMap<string, Value>;
  readonly loop?: { readonly times: number; readonly clears: readonly string[]; turn: number };
}

export type Rest =
  | { readonly kind: "delay"; readonly until: Millis }
  | {
      readonly kind: "wait";
      readonly from: Millis;
      /** What had come in when it began; of the events of that instant those behind it count. */
      readonly fromSeq: number;
      readonly until: Millis | null;
      match: Match | null;
    }
  /** By window or limit, or for what is tried again. */
  | {
      readonly kind: "held";
      readonly until: Millis;
      /** Until when the timeline says that it is; `until` is earlier once there is room. */
      readonly said: Millis;
      readonly by: "window" | "limit" | "retry" | "turn";
      /** Tries so far. */
      readonly attempt: number;
      /** The answer of the last try was lost. */
      readonly isLost: boolean;
    };

export interface Match {
  readonly at: Millis;
  readonly seq: number;
  readonly arm: number;
}

export interface Run {
  readonly journey: Journey;
  readonly name: string;
  readonly person: Person;
  readonly key: string;
  readonly entry: Happening;
  readonly enteredAt: Millis;
  state: "alive" | "finished" | "exited";
  endedAt: Millis | null;
  /** Logical time. */
  at: Millis;
  /** The latest event that the run has used. */
  cursor: { readonly at: Millis; readonly seq: number };
  readonly stack: Frame[];
  rest: Rest | null;
  /** When it is to be looked at. */
  due: Millis | null;
  /** What reached its goal. */
  convertedBy: Happening | null;
  /** The message that it is about to send, as limits count it. */
  counted: Sending | null;
  readonly remembered: Map<string, Value>;
  /** The run's latest sending of each message. */
  readonly sent: Map<string, Delivery>;
}

/** A line of a contact's timeline, as both sides are compared by it. `run` counts the contact's runs from 1; 0 is none. */
export interface Line {
  readonly at: Millis;
  readonly contact: string;
  readonly journey: string;
  readonly run: number;
  readonly kind: string;
  readonly step: string | null;
  readonly detail: string;
}

/** What is asked of the world outside, and what it answers. */
export interface Call {
  readonly contact: string;
  readonly journey: string;
  readonly step: string;
  readonly name: string;
  readonly attempt: number;
}
export type Answer =
  | { readonly kind: "done"; readonly answer?: Fields }
  | { readonly kind: "refused" | "not sent" | "unknown" };

export interface Oracle {
  readonly answer: (call: Call) => Answer;
  /** The arm of a split by its name: the language leaves open how it is drawn, but for being always the same. */
  readonly arm: (contact: string, journey: string, step: string) => string | undefined;
}

export type Declared<K extends Declaration["kind"]> = ReadonlyMap<string, Extract<Declaration, { kind: K }>>;

export interface World {
  now: Millis;
  readonly zone: string;
  readonly oracle: Oracle;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly emails: Declared<"Email">;
  readonly webhooks: Declared<"Webhook">;
  readonly events: Declared<"Event">;
  readonly audience: Extract<Declaration, { kind: "Audience" }>;
  readonly segments: Declared<"Segment">;
  readonly activatedAt: Millis;
  readonly people: Map<string, Person>;
  readonly trace: Line[];
  /** What is to be reacted to, first in first out. */
  readonly queue: { readonly person: Person; readonly happening: Happening }[];
}

export const stepsOf = (block: Block | undefined): readonly Step[] => block?.steps ?? [];
