import type {
  ChannelProgram,
  CouponProgram,
  CustomAudienceProgram,
  FragmentProgram,
  WebhookProgram,
} from "./declarations.ts";
import type { Expr } from "./expressions.ts";
import type { LoyaltyProgram } from "./loyalty.ts";
import type { MessageProgram } from "./messages.ts";
import type {
  EntryWindow,
  ExitRule,
  Goal,
  Reenter,
  Resume,
  RunKey,
  SendLimit,
  SendWindow,
  StartPoint,
} from "./settings.ts";
import type { SourceMap } from "./source-map.ts";
import type { Step, StepId } from "./steps.ts";
import type { InputKey } from "./triggers.ts";
import type { Constant, ValueType } from "./values.ts";

export type * from "./declarations.ts";
export * from "./durations.ts";
export type * from "./expressions.ts";
export type * from "./loyalty.ts";
export type * from "./messages.ts";
export type * from "./settings.ts";
export type * from "./source-map.ts";
export * from "./steps.ts";
export type * from "./tests.ts";
export * from "./triggers.ts";
export type * from "./values.ts";

export const PROGRAM_VERSION = 1;

/**
 * What a journey compiles to: immutable, and addressed by the hash of its canonical JSON. Layout, comments and the
 * names of files leave it unchanged; positions stand beside it, in a `SourceMap`. What a journey does not use is empty
 * or missing, so that an edit elsewhere in the project leaves the hash as it is.
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
  /** Types of the answers to the surveys of which the program speaks. */
  readonly answers?: Readonly<Record<string, ValueType>>;
  readonly messages: Readonly<Record<string, MessageProgram>>;
  readonly channels?: Readonly<Record<string, ChannelProgram>>;
  readonly webhooks?: Readonly<Record<string, WebhookProgram>>;
  readonly coupons?: Readonly<Record<string, CouponProgram>>;
  readonly customAudiences?: Readonly<Record<string, CustomAudienceProgram>>;
  readonly fragments?: Readonly<Record<string, FragmentProgram>>;
  /** Conditions of the segments that the program asks about. Loyalty queries are lists that the project keeps. */
  readonly people: Readonly<Record<string, Expr>>;
  readonly starts: readonly StartPoint[];
  readonly entryWindow?: EntryWindow;
  /** Without one, a contact has one run at a time. */
  readonly runKey?: RunKey;
  readonly reenter: Reenter;
  readonly exits: readonly ExitRule[];
  readonly goals?: readonly Goal[];
  readonly sendWindow?: SendWindow;
  /** Those of the journey and those of the project. */
  readonly sendLimits?: readonly SendLimit[];
  readonly resume?: Resume;
  /** The first step; `null` for a journey without steps. */
  readonly first: StepId | null;
  readonly steps: Readonly<Record<StepId, Step>>;
  /** The flow graph, cut at its suspension points. */
  readonly segments: readonly Segment[];
  /** What a live run, or the door of the journey, must be told of. */
  readonly watch: Readonly<Record<InputKey, readonly Watcher[]>>;
}

/**
 * Steps that run without a pause: from the start (`at` is the first step), from behind a suspension, or, where a sending
 * may be held, from that sending on.
 */
export interface Segment {
  readonly at: StepId;
  readonly steps: readonly StepId[];
  /** The suspensions in which it can end. */
  readonly ends: readonly StepId[];
}

export type Watcher =
  | { readonly kind: "start"; readonly index: number }
  | { readonly kind: "exit"; readonly index: number }
  | { readonly kind: "goal"; readonly index: number; readonly trigger: number }
  | { readonly kind: "arm"; readonly step: StepId; readonly arm: number; readonly trigger: number }
  /** The condition of a `wait until` has to be asked again. */
  | { readonly kind: "until"; readonly step: StepId };

/** A program with its hash (SHA-256 of the canonical JSON, lower-case hex) and its source map. */
export interface CompiledJourney {
  readonly hash: string;
  readonly program: Program;
  readonly source: SourceMap;
}

/** A message as a program that sends it: what runs when it is sent by hand. */
export interface CompiledMessage extends CompiledJourney {
  readonly message: string;
}

/** All that a runtime needs of a checked project. */
export interface CompiledProject {
  readonly name: string;
  readonly timezone: string;
  /** 1 is Monday … 7 is Sunday; Monday unless said. */
  readonly weekStart?: number;
  /** Where quarters and years of loyalty queries begin, `MM-DD`, unless with January. */
  readonly yearStart?: string;
  /** Where no store says one. */
  readonly currency?: string;
  readonly journeys: readonly CompiledJourney[];
  readonly loyalty: readonly LoyaltyProgram[];
  /** Times of day, in the project's zone, at which its lists are made anew; 3:00 unless said. */
  readonly loyaltyAt?: readonly string[];
  /** For sending by hand. */
  readonly messages?: readonly CompiledMessage[];
  /** What the doors check contacts against. */
  readonly audiences: Readonly<Record<string, AudienceShape>>;
  /** Names of the further channels. */
  readonly channels?: readonly string[];
  /** The most messages that the provider of a channel is given in a time. */
  readonly rates?: Readonly<Record<string, Rate>>;
  /** Whether opens and clicks of mails are noted; missing where both are. */
  readonly tracking?: { readonly opens: boolean; readonly clicks: boolean };
  readonly stores: Readonly<Record<string, { readonly currency: string; readonly platform?: string }>>;
  readonly events: Readonly<Record<string, { readonly wireName: string; readonly type: ValueType }>>;
  readonly coupons: Readonly<Record<string, CouponProgram>>;
}
export interface Rate {
  readonly max: number;
  readonly per: "second" | "minute" | "hour" | "day";
}
export interface AudienceShape {
  readonly fields: Readonly<
    Record<string, { readonly type: ValueType; readonly wireName: string; readonly default?: Constant }>
  >;
  readonly tags: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}
