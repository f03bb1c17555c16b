import type { DurationOf, Expr } from "./expressions.ts";
import type { SourceRange } from "./source-map.ts";
import type { Trigger } from "./triggers.ts";
import type { ValueType } from "./values.ts";

/**
 * What a `test` block compiles to: one of these for each row of its `cases`. A runner needs it and the `CompiledProject`.
 * Positions stand in it, since a test that fails speaks of its lines.
 */
export interface CompiledTest {
  readonly name: string;
  readonly journey: string;
  readonly audience: string;
  /** Path in the project. */
  readonly file: string;
  /** Of the whole block. */
  readonly range: SourceRange;
  /** The row for which the test is repeated here, counted from 1. Its names are arguments of all expressions. */
  readonly row?: {
    readonly number: number;
    readonly text: string;
    readonly values: Readonly<Record<string, Expr>>;
  };
  /** By their names; a test that gives no names has the one person `contact`. */
  readonly people: readonly string[];
  /** Of contacts without a zone, and of the clock where there are several people. */
  readonly timezone: string;
  /** What the expressions of the test read. */
  readonly scope: TestScope;
  readonly lines: readonly CompiledLine[];
}

export interface TestScope {
  readonly fields: Readonly<Record<string, ValueType>>;
  readonly events: Readonly<Record<string, ValueType>>;
  readonly answers: Readonly<Record<string, ValueType>>;
  readonly people: Readonly<Record<string, Expr>>;
  readonly weekStart: number;
}

export type CompiledLine = { readonly range: SourceRange /** As it is written. */; readonly text: string } & (
  | { readonly kind: "contact"; readonly person: string; readonly fields: Values }
  | {
      readonly kind: "past";
      readonly person: string;
      readonly act: Trigger;
      /** A date is its first moment; `null` for a sign-up and the like only where the checks were silenced. */
      readonly at: Expr;
      readonly payload: Values;
    }
  | { readonly kind: "state"; readonly person: string; readonly state: GivenState }
  | {
      readonly kind: "behaviour";
      readonly of: "webhook" | "channel" | "coupon" | "custom audience";
      readonly name: string;
      readonly behaviour: Behaviour;
      /** `null` for everybody. */
      readonly person: string | null;
    }
  | { readonly kind: "on"; readonly moment: Expr }
  | { readonly kind: "after"; readonly duration: DurationOf }
  | { readonly kind: "happens"; readonly person: string; readonly act: Trigger; readonly payload: Values }
  | { readonly kind: "start manually"; readonly person: string }
  | { readonly kind: "take"; readonly arm: string; readonly person: string | null }
  | { readonly kind: "expect"; readonly negated: boolean; readonly expected: Expected }
);

/** By the names under which the values arrive, those inside records too. */
export type Values = Readonly<Record<string, Expr>>;

export type GivenState =
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "group"; readonly category: string; readonly group: string }
  | {
      readonly kind: "people";
      readonly of: PeopleKind;
      readonly people: string;
      readonly tier: string | null;
    }
  | { readonly kind: "consent"; readonly channel: string; readonly subscribed: boolean };

export type PeopleKind = "segment" | "loyalty" | "custom audience";

export type Behaviour =
  | { readonly kind: "answers"; readonly status: number; readonly body: Values | null }
  | { readonly kind: "refuses" }
  | { readonly kind: "times out" };

/**
 * A condition of a test. It is about the contact of one person; what it says of others are `parts`, each a value that is
 * computed for its person first and stands in `expr` as the argument of its name.
 */
export interface TestCondition {
  readonly expr: Expr;
  readonly parts: readonly { readonly name: string; readonly person: string; readonly expr: Expr }[];
}

/** How often: `number: null` is at least once. */
export interface Times {
  readonly number: number | null;
  readonly sinceStart: boolean;
}

/** A person, or an address. */
export type Receiver = { readonly person: string } | { readonly address: string };

/** What must have come, or not. `person: null` is everybody. */
export type Expected =
  | {
      readonly kind: "sent";
      readonly message: string;
      readonly to: Receiver | null;
      readonly times: Times;
      readonly containing: readonly string[];
      readonly snapshot: boolean;
      readonly where: TestCondition | null;
      /** Types of the message's arguments, of which `where` speaks. */
      readonly parameters: Readonly<Record<string, ValueType>>;
    }
  | { readonly kind: "nothing sent"; readonly to: Receiver | null; readonly sinceStart: boolean }
  | {
      readonly kind: "called";
      readonly webhook: string;
      readonly person: string;
      readonly times: Times;
      readonly where: TestCondition | null;
      readonly parameters: Readonly<Record<string, ValueType>>;
    }
  | {
      readonly kind: "entered";
      readonly person: string;
      readonly times: Times;
      readonly where: TestCondition | null;
    }
  | {
      readonly kind: "reached";
      readonly what: "goal" | "milestone";
      readonly name: string;
      readonly person: string;
      readonly where: TestCondition | null;
    }
  | {
      readonly kind: "waiting" | "held" | "finished" | "exited";
      /** A label; `null` for anywhere, and of runs that have ended. */
      readonly at: string | null;
      readonly person: string;
      readonly where: TestCondition | null;
    }
  | { readonly kind: "condition"; readonly person: string; readonly condition: TestCondition };
