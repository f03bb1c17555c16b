import type { Expr } from "./expressions.ts";
import type { Trigger } from "./triggers.ts";
import type { Duration } from "./values.ts";

/** A step's label, or its kind and operand and its rank among equals: `nudge`, `send:Welcome`, `delay#2`. */
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

export type Step = StepBase &
  (
    | { readonly kind: "delay"; readonly for: Duration }
    /** A point that has passed goes on at once, through `otherwise` if there is one. */
    | { readonly kind: "delay until"; readonly point: Point; readonly otherwise: StepId | null }
    | {
        readonly kind: "wait";
        readonly limit: { readonly for: Duration } | { readonly until: Point } | null;
        /** The earliest event wins; at one instant the first arm. `next: null` ends the journey. */
        readonly arms: readonly { readonly triggers: readonly Trigger[]; readonly next: StepId | null }[];
        readonly timeout: StepId | null;
      }
    | {
        readonly kind: "if";
        readonly branches: readonly { readonly test: Expr; readonly next: StepId | null }[];
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
    | {
        readonly kind: "send";
        readonly channel: string;
        readonly message: string;
        readonly args: Readonly<Record<string, Expr>>;
        /** Where a refused sending goes; `undefined` is on to `next`, with the refusal recorded. */
        readonly otherwise?: StepId | null;
      }
    | { readonly kind: "tag" | "untag"; readonly tags: readonly string[] }
    | { readonly kind: "join" | "leave group"; readonly category: string; readonly group: string }
    | { readonly kind: "unsubscribe"; readonly channel: string }
    | { readonly kind: "update"; readonly changes: readonly Change[] }
    | { readonly kind: "milestone"; readonly name: string }
    | { readonly kind: "exit" }
  );

export type StepKind = Step["kind"];
export const SUSPENDING: ReadonlySet<StepKind> = new Set<StepKind>(["delay", "delay until", "wait"]);
