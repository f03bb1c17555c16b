import type { DurationOf, Expr } from "./expressions.ts";
import type { Trigger } from "./triggers.ts";

/** One way into a journey: what happens, the calendar, or by hand. */
export interface StartPoint {
  readonly id: string;
  /** What happens; `null` for a start by the calendar or by hand. */
  readonly trigger: Trigger | null;
  /** `start manually` has no trigger. */
  readonly manual: boolean;
  readonly schedule?: Schedule;
}

/** `every 2 weeks from 2026-01-05 at 9:00 for Lapsed where …`, on the clocks of the contact. */
export interface Schedule {
  readonly on: Recurrence;
  /** A time of day. */
  readonly at: Expr;
  /** Who is started, as a condition; `null` is everyone (for a date of the contact's own, whoever has it). */
  readonly people: Expr | null;
  readonly where: Expr | null;
}

/** Weekdays are ISO numbers: 1 is Monday. A day that a month lacks is its last. */
export type Recurrence =
  | { readonly every: "once" | "year"; readonly date: DateOf }
  | { readonly every: "day" }
  | { readonly every: "weekdays"; readonly days: readonly number[] }
  | {
      readonly every: "interval";
      readonly count: number;
      readonly unit: "day" | "week" | "month";
      readonly from: string;
    }
  | { readonly every: "month"; readonly day: number | "last" };

/** `2026-12-24`, `contact.birthday`, `3 days before contact.renewal` */
export interface DateOf {
  readonly base: Expr;
  readonly offset: { readonly duration: DurationOf; readonly direction: "before" | "after" } | null;
}

/** Days on which the journey lets people in; both are meant with, `to: null` is for ever. */
export interface EntryWindow {
  readonly from: string;
  readonly to: string | null;
}

/** What tells a contact's runs apart: a run for each start, or one at a time for each value of the keys. */
export type RunKey = { readonly per: "entry" } | { readonly per: readonly Expr[] };

export type Reenter =
  | { readonly policy: "never" | "always" | "restart" }
  | { readonly policy: "after"; readonly after: DurationOf };

export type ExitRule = { readonly id: string } & (
  | { readonly when: Trigger; readonly if?: never }
  | { readonly if: Expr; readonly when?: never }
);

export interface Goal {
  readonly id: string;
  readonly name: string;
  /** From the entry on, even after the run has ended; `null` is while the run lives. */
  readonly within: DurationOf | null;
  readonly triggers: readonly Trigger[];
  readonly thenExit: boolean;
}

/** When messages may leave. What comes at another time is held until then, or dropped. */
export interface SendWindow {
  /** Times of day; a window may wrap midnight, and the night belongs to the day on which it began. */
  readonly from: Expr;
  readonly to: Expr;
  /** ISO numbers: 1 is Monday. */
  readonly days: readonly number[];
  readonly otherwise: "hold" | "skip";
}

/** At most so many messages to one contact in a stretch of time that moves along. */
export interface SendLimit {
  readonly messages: number;
  readonly per: LimitUnit;
  /** The journey's own messages, those of all journeys with a label, or all of the project. */
  readonly of:
    | { readonly of: "journey" }
    | { readonly of: "label"; readonly label: string }
    /** `trajet.json`; `channel: null` is all channels. */
    | { readonly of: "project"; readonly channel: string | null };
  readonly otherwise: "hold" | "skip";
}
export type LimitUnit = "second" | "minute" | "hour" | "day" | "week" | "month" | "year";

/** What becomes of what came due while the journey was paused; `over`: spread over so long. */
export interface Resume {
  readonly policy: "continue" | "exit" | "skip";
  /** With `skip`: messages that are older are dropped. */
  readonly olderThan?: DurationOf;
  readonly over?: DurationOf;
}
