import type { Expr, PeriodOf } from "./expressions.ts";
import type { Step, StepId } from "./steps.ts";
import type { InputKey, Trigger } from "./triggers.ts";
import type { Constant, Duration, ValueType } from "./values.ts";

export type * from "./expressions.ts";
export * from "./steps.ts";
export * from "./triggers.ts";
export type * from "./values.ts";

export const PROGRAM_VERSION = 1;

/**
 * What a journey compiles to: immutable, and addressed by the hash of its canonical JSON. Layout, comments and the
 * names of files leave it unchanged; positions stand beside it, in a `SourceMap`.
 */
export interface Program {
  readonly version: typeof PROGRAM_VERSION;
  readonly journey: string;
  readonly title: string | null;
  readonly objective: string | null;
  readonly audience: string;
  /** For contacts that have no zone of their own. */
  readonly timezone: string;
  /** The first day of a week, 1 is Monday … 7 is Sunday; there if the program asks about weeks of the calendar. */
  readonly weekStart?: number;
  /** Type of each field of the audience that the program reads or writes; the built-in ones are not listed. */
  readonly fields: Readonly<Record<string, ValueType>>;
  /** Payload types of the own events that the program reads. */
  readonly events: Readonly<Record<string, ValueType>>;
  readonly messages: Readonly<Record<string, MessageProgram>>;
  /** Conditions of the segments that the program asks about. */
  readonly people: Readonly<Record<string, Expr>>;
  readonly starts: readonly StartPoint[];
  readonly reenter:
    | { readonly policy: "never" | "always" | "restart" }
    | { readonly policy: "after"; readonly after: Duration };
  readonly exits: readonly ExitRule[];
  /** The first step; `null` for a journey without steps. */
  readonly first: StepId | null;
  readonly steps: Readonly<Record<StepId, Step>>;
  /** The flow graph, cut at its suspension points. */
  readonly segments: readonly Segment[];
  /** What a live run, or the door of the journey, must be told of. */
  readonly watch: Readonly<Record<InputKey, readonly Watcher[]>>;
}

export interface StartPoint {
  readonly id: string;
  readonly trigger: Trigger | null;
  /** `start manually` has no trigger. */
  readonly manual: boolean;
}

export type ExitRule = { readonly id: string } & (
  | { readonly when: Trigger; readonly if?: never }
  | { readonly if: Expr; readonly when?: never }
);

/** Steps that run without a pause: from the start (`at` is the first step) or from behind a suspension. */
export interface Segment {
  readonly at: StepId;
  readonly steps: readonly StepId[];
  /** The suspensions in which it can end. */
  readonly ends: readonly StepId[];
}

export type Watcher =
  | { readonly kind: "start"; readonly index: number }
  | { readonly kind: "exit"; readonly index: number }
  | { readonly kind: "arm"; readonly step: StepId; readonly arm: number; readonly trigger: number };

/** A message with its Handlebars sources. */
export interface MessageProgram {
  readonly channel: "email";
  readonly kind: "marketing" | "transactional";
  readonly labels: readonly string[];
  readonly ifUnknown: "skip" | "resend";
  readonly parameters: Readonly<Record<string, ValueType>>;
  readonly from: string;
  readonly subject: string;
  readonly preview: string | null;
  /** Plain text is made into HTML paragraphs; HTML gets a text part made from it. */
  readonly body: { readonly format: "html" | "text"; readonly template: string };
  readonly links: Readonly<Record<string, string>>;
}

/** Beside the program: where each step and start point stands. Lines and columns are 1-based. */
export interface SourceMap {
  readonly file: string;
  readonly journey: SourceRange;
  readonly steps: Readonly<Record<StepId, SourceRange>>;
  readonly starts: Readonly<Record<string, SourceRange>>;
}
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A program with its hash (SHA-256 of the canonical JSON, lower-case hex) and its source map. */
export interface CompiledJourney {
  readonly hash: string;
  readonly program: Program;
  readonly source: SourceMap;
}

/** A loyalty query, compiled: what `trajet loyalty` asks the database. */
export interface LoyaltyProgram {
  readonly name: string;
  readonly audience: string;
  /** `null` is any store. */
  readonly stores: readonly string[] | null;
  readonly currency: string;
  readonly timezone: string;
  /** 1 is Monday … 7 is Sunday. */
  readonly weekStart: number;
  readonly measure: "orders" | "average order value" | "total spent";
  readonly period: PeriodOf;
  readonly atLeast: number;
  readonly top: { readonly count: number } | { readonly percent: string } | null;
  /** Conditions on the orders that count and on the people, `null` for all. */
  readonly orders: Expr | null;
  readonly people: Expr | null;
  /** Types of the audience's fields that `people` reads. */
  readonly fields: Readonly<Record<string, ValueType>>;
}

/** All that a runtime needs of a checked project. */
export interface CompiledProject {
  readonly name: string;
  readonly timezone: string;
  readonly journeys: readonly CompiledJourney[];
  readonly loyalty: readonly LoyaltyProgram[];
  /** What the doors check contacts against. */
  readonly audiences: Readonly<Record<string, AudienceShape>>;
  readonly stores: Readonly<Record<string, { readonly currency: string }>>;
  readonly events: Readonly<Record<string, { readonly wireName: string; readonly type: ValueType }>>;
}
export interface AudienceShape {
  readonly fields: Readonly<
    Record<string, { readonly type: ValueType; readonly wireName: string; readonly default?: Constant }>
  >;
  readonly tags: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}
