import type { DurationOf, Expr } from "./expressions.ts";
import type { Trigger } from "./triggers.ts";
import type { ValueType } from "./values.ts";

/**
 * A step's label, or its kind and operand and its rank among equals: `nudge`, `send:Welcome`, `delay#2`. Of a step inside
 * a fragment it is its call path: `run:AskForReview/delay`.
 */
export type StepId = string;

interface StepBase {
  /** The step behind this one; `null` is the end of the journey. */
  readonly next: StepId | null;
  /** Reads like the source line: shown on Temporal's page and in timelines. */
  readonly summary: string;
}

/** `monday at 9:00`, `9:00`, `1 day before entry.event.startsAt at 18:00`: resolved in the contact's zone. */
export interface Point {
  readonly weekday: number | null;
  readonly base: Expr | null;
  readonly offset: { readonly duration: Expr; readonly direction: "before" | "after" } | null;
  readonly at: Expr | null;
}

export type Change =
  | { readonly change: "set"; readonly field: string; readonly value: Expr }
  | { readonly change: "clear"; readonly field: string }
  | { readonly change: "add" | "remove"; readonly field: string; readonly value: Expr };

/** What a value has to be for a case of a match. */
export type Pattern =
  | { readonly is: Expr }
  | { readonly compare: "<" | "<=" | ">" | ">="; readonly with: Expr }
  /** Half-open. */
  | { readonly from: Expr; readonly below: Expr };

/** Where a refused action goes; `undefined` is on to `next`, with the refusal recorded. */
interface Refusable {
  readonly otherwise?: StepId | null;
}

export type Step = StepBase &
  (
    | { readonly kind: "delay"; readonly for: DurationOf }
    /** A point that has passed goes on at once, through `otherwise` if there is one. */
    | { readonly kind: "delay until"; readonly point: Point; readonly otherwise: StepId | null }
    | {
        readonly kind: "wait";
        readonly limit: { readonly for: DurationOf } | { readonly until: Point } | null;
        /** The earliest event wins; at one instant the first arm. `next: null` ends the journey. */
        readonly arms: readonly { readonly triggers: readonly Trigger[]; readonly next: StepId | null }[];
        /** A condition that ends the wait, there instead of arms: the run goes on to `next`. */
        readonly until?: Expr;
        readonly timeout: StepId | null;
      }
    | {
        readonly kind: "if";
        readonly branches: readonly { readonly test: Expr; readonly next: StepId | null }[];
        readonly else: StepId | null;
      }
    | {
        readonly kind: "match";
        readonly subject: Expr;
        readonly cases: readonly { readonly patterns: readonly Pattern[]; readonly next: StepId | null }[];
        readonly else: StepId | null;
      }
    | {
        readonly kind: "split";
        /** Shares in hundredths of a percent; they add up to 10,000. */
        readonly arms: readonly {
          readonly name: string;
          readonly share: number;
          readonly next: StepId | null;
        }[];
      }
    /**
     * Goes to `body` up to `times` times, then to `next`. The last step of the body leads back here. The turns are counted
     * from 0 again once the loop is left, by its end or by `break`.
     */
    | {
        readonly kind: "repeat";
        readonly times: number;
        readonly body: StepId | null;
        /** Answers and codes that each turn forgets, by their names among the remembered. */
        readonly clears: readonly string[];
      }
    /** `next` is behind the loop. */
    | { readonly kind: "break"; readonly loop: StepId }
    | { readonly kind: "remember"; readonly name: string; readonly value: Expr; readonly type: ValueType }
    /** Gives a fragment its arguments, and goes to its first step: `<id of this step>/…`. */
    | {
        readonly kind: "run";
        readonly fragment: string;
        readonly args: Readonly<Record<string, Expr>>;
        readonly body: StepId | null;
      }
    | (Refusable & {
        readonly kind: "send";
        readonly channel: string;
        readonly message: string;
        readonly args: Readonly<Record<string, Expr>>;
        /** Another receiver than the contact. */
        readonly to?: Expr;
        /** A window or a limit may hold it: then the run is suspended before it. */
        readonly mayHold?: true;
      })
    | (Refusable & {
        readonly kind: "call";
        readonly webhook: string;
        readonly args: Readonly<Record<string, Expr>>;
        /** The name under which its answer is remembered. */
        readonly as: string | null;
      })
    | (Refusable & { readonly kind: "give coupon"; readonly coupon: string; readonly as: string })
    | (Refusable & { readonly kind: "add to" | "remove from"; readonly customAudience: string })
    | (Refusable & { readonly kind: "start journey"; readonly journey: string })
    | { readonly kind: "leave journey"; readonly journey: string }
    | { readonly kind: "tag" | "untag"; readonly tags: readonly string[] }
    | { readonly kind: "join" | "leave group"; readonly category: string; readonly group: string }
    | { readonly kind: "unsubscribe"; readonly channel: string }
    | { readonly kind: "archive" }
    | { readonly kind: "update"; readonly changes: readonly Change[] }
    | { readonly kind: "milestone"; readonly name: string }
    | { readonly kind: "exit" }
  );

export type StepKind = Step["kind"];

const ALWAYS_SUSPENDING: ReadonlySet<StepKind> = new Set<StepKind>(["delay", "delay until", "wait"]);

/** Whether a run can rest at a step: at a delay or a wait, or before a sending that may be held. */
export function suspends(step: Step): boolean {
  return ALWAYS_SUSPENDING.has(step.kind) || mayHold(step);
}

/** Whether a run can be held before it does the step. */
export function mayHold(step: Step): boolean {
  return step.kind === "send" && step.mayHold === true;
}
