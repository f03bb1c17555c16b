import type { Trigger } from "./triggers.ts";
import type { Constant, Duration } from "./values.ts";

/**
 * Where a reference begins. `argument` is a parameter, of a fragment (its name behind the call path of the fragment:
 * `run:AskForReview/patience`) or of a webhook; `remembered` is a name that a step gave, written likewise.
 */
export type Root =
  | "contact"
  | "entry"
  | "event"
  | "order"
  | "product"
  | "cart"
  | "answer"
  | "argument"
  | "remembered";

/** An expression of a program: checked, typed, and free of source positions. Absent values are `null`; a comparison with one is false. */
export type Expr =
  | { readonly op: "constant"; readonly value: Constant }
  /** `out`: not of the innermost trigger or condition, but of the one so many further out. */
  | {
      readonly op: "get";
      readonly root: Root;
      readonly path: readonly string[];
      readonly out?: number;
    }
  | { readonly op: "now" }
  | { readonly op: "today" }
  /** The moment at which the run began. */
  | { readonly op: "entered" }
  | { readonly op: "ago"; readonly duration: Duration }
  | { readonly op: "and" | "or"; readonly all: readonly Expr[] }
  | { readonly op: "not"; readonly of: Expr }
  /** `contact.city or "your city"` */
  | { readonly op: "fallback"; readonly value: Expr; readonly otherwise: Expr }
  | { readonly op: "==" | "!=" | "<" | "<=" | ">" | ">="; readonly left: Expr; readonly right: Expr }
  | { readonly op: "+" | "-" | "*" | "/"; readonly left: Expr; readonly right: Expr }
  | { readonly op: "contains" | "starts with" | "ends with"; readonly left: Expr; readonly right: Expr }
  | { readonly op: "matches"; readonly value: Expr; readonly pattern: string }
  | { readonly op: "between"; readonly value: Expr; readonly low: Expr; readonly high: Expr }
  | { readonly op: "is set"; readonly value: Expr }
  | { readonly op: "in"; readonly value: Expr; readonly list: Expr }
  | { readonly op: "list"; readonly items: readonly Expr[] }
  /** What a webhook sends: values by name. */
  | { readonly op: "object"; readonly fields: Readonly<Record<string, Expr>> }
  | { readonly op: "at"; readonly date: Expr; readonly time: Expr }
  | { readonly op: "has tag"; readonly tag: string }
  | { readonly op: "in group"; readonly category: string; readonly group: string }
  /** Looks the condition up in the program's `people`. */
  | { readonly op: "in segment"; readonly segment: string }
  /** Asks the latest list of a loyalty query; `tier: null` is the list as a whole. */
  | { readonly op: "in loyalty"; readonly query: string; readonly tier: string | null }
  | { readonly op: "in custom audience"; readonly customAudience: string }
  | { readonly op: "in journey"; readonly journey: string }
  /** `to`: where a further channel reaches the contact; with an address there is consent until it is taken back. */
  | { readonly op: "subscribed"; readonly channel: string; readonly to?: Expr }
  /** `entry is purchase` */
  | { readonly op: "entry is"; readonly kind: string }
  | { readonly op: "history"; readonly history: History }
  | {
      readonly op: "measure";
      readonly measure: string;
      readonly store: string | null;
      readonly period: PeriodOf | null;
    };

/** A duration that is written out, or one that is computed when it is needed. */
export type DurationOf = Duration | Expr;

/** How often a trigger's event happened in a stretch of time. `did not` is `exactly 0`. */
export interface History {
  readonly trigger: Trigger;
  readonly times: { readonly bound: "at least" | "at most" | "exactly"; readonly count: number };
  readonly in: PeriodOf | null;
  readonly within: DurationOf | null;
  readonly since: Expr | null;
  readonly before: Expr | null;
}

/** A period as written; its bounds are found at evaluation, in the contact's zone (in a loyalty query, the project's). */
export type PeriodOf = (
  | { readonly period: "all time" | "today" | "yesterday" }
  | { readonly period: "dates"; readonly from: string; readonly to: string }
  | { readonly period: "last" | "to date"; readonly unit: "week" | "month" | "quarter" | "year" }
  | { readonly period: "rolling"; readonly duration: Duration }
) & { readonly oneYearEarlier?: true };
