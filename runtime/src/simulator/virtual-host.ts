import type { InputKey } from "@trajet/compiler/program";
import type { Facts, Json, Millis } from "../engine/facts.ts";
import type { EffectRequest } from "../engine/request.ts";
import type { JournalEntry, Run } from "../engine/run.ts";
import type { Settable } from "../intake/journey-status.ts";
import type { CallOutcome } from "../store/caller.ts";
import type {
  CartInput,
  CodeInput,
  ContactInput,
  EngagementInput,
  EventInput,
  MailReport,
  OrderInput,
  PutResult,
  StockInput,
  StockResult,
  TextInput,
  TextResult,
} from "../store/gateway.ts";

/** At once in memory, later where a database stands behind it. */
export type Soon<T> = T | Promise<T>;

/** A request on its way to the outside, as a provider meets it. */
export interface SimulatedCall {
  readonly at: Millis;
  readonly contact: string;
  readonly journey: string;
  readonly run: string;
  readonly step: string;
  readonly visit: number;
  /** Counts from 1. */
  readonly attempt: number;
  /** Of the message, the webhook, the custom audience. */
  readonly name: string;
  /** Of the message or the webhook, by the names of its parameters, in wire form. */
  readonly args: { readonly [name: string]: Json };
  readonly request: EffectRequest;
}

/** What the world answers: without effects on the host, and the same for the same call. */
export interface Outside {
  readonly answer: (call: SimulatedCall) => CallOutcome;
  /** The arm that a split takes for a run, by its index; `undefined` leaves it to the contact's hash. */
  readonly split?: (run: Pick<Run, "id" | "journey">, contact: string, step: string) => number | undefined;
}

/** A line of a timeline, with whose it is. `id` counts the lines of the whole host in the order of their writing. */
export type SimulatedEntry = JournalEntry & { readonly id: number; readonly contact: string };

/** A run as it can be looked at from outside. */
export type SimulatedRun = Readonly<
  Pick<
    Run,
    | "id"
    | "journey"
    | "key"
    | "program"
    | "state"
    | "step"
    | "enteredAt"
    | "endedAt"
    | "reason"
    | "hold"
    | "wait"
    | "entry"
    | "convertedAt"
    | "dueAt"
    | "visits"
  >
> & { readonly contact: string };

/**
 * A whole project on a clock that moves only when it is told to. The same lines come out of the one in memory and of the
 * one on a database and a Temporal server: tests are written against this.
 */
export interface VirtualHost {
  readonly now: () => Millis;
  /** Lets people into journeys from now on, or stops them, as the doors would. */
  readonly setStatus: (journey: string, status: Settable) => Soon<void>;
  readonly putContact: (input: ContactInput) => Soon<PutResult>;
  readonly putOrder: (input: OrderInput) => Soon<PutResult>;
  readonly putCart: (input: CartInput) => Soon<PutResult>;
  readonly putStock: (input: StockInput) => Soon<StockResult>;
  readonly putEvent: (input: EventInput) => Soon<PutResult>;
  readonly putEngagement: (input: EngagementInput) => Soon<PutResult>;
  readonly putAnswers: (
    sending: {
      readonly contact: string;
      readonly run: string;
      readonly step: string;
      readonly visit: number;
    },
    answers: { readonly [question: string]: Json },
  ) => Soon<PutResult>;
  readonly receiveText: (input: TextInput) => Soon<TextResult>;
  readonly reportMail: (report: MailReport) => Soon<TextResult>;
  readonly setConsent: (
    contact: string,
    channel: string,
    status: "subscribed" | "unsubscribed",
    id: string,
  ) => Soon<PutResult>;
  readonly putCodes: (inputs: readonly CodeInput[]) => Soon<readonly StockResult[]>;
  /**
   * Writes into a contact's history what happened before anybody listened, at its own time and without consequences: an
   * opening of a mail that no run here has sent, an answer, a membership that has ended.
   */
  readonly putPast: (
    contact: string,
    event: {
      readonly id: string;
      readonly key: InputKey;
      readonly at: Millis;
      readonly body: { readonly [name: string]: Json };
    },
  ) => Soon<void>;
  readonly startManually: (journey: string, contact: string, id: string) => Soon<PutResult>;
  /** Serves all that is due up to and at a moment, each at its own, and stands there afterwards. */
  readonly until: (at: Millis) => Soon<void>;
  /** The next moment at which something is due; `undefined` where nothing ever is. */
  readonly nextDue: () => Soon<Millis | undefined>;
  /** Timelines of all contacts, in the order of writing. */
  readonly journal: () => Soon<readonly SimulatedEntry[]>;
  readonly runs: () => Soon<readonly SimulatedRun[]>;
  readonly contact: (id: string) => Soon<
    | {
        readonly id: string;
        readonly audience: string;
        readonly fields: { readonly [name: string]: Json };
        readonly tags: ReadonlySet<string>;
        readonly groups: ReadonlySet<string>;
        readonly consent: { readonly [channel: string]: string };
        readonly archived: boolean;
      }
    | undefined
  >;
  /**
   * What a condition about a contact reads, outside of any run, with the history of the keys that it asks for; `timezone` is
   * for who has none. `undefined` where there is no such contact.
   */
  readonly facts: (
    contact: string,
    timezone: string,
    reads: ReadonlySet<InputKey>,
  ) => Soon<Facts | undefined>;
  readonly close: () => Soon<void>;
}
