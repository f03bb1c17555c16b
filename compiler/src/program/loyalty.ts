import type { Expr, PeriodOf } from "./expressions.ts";
import type { Duration, ValueType } from "./values.ts";

export type MeasureName =
  | "orders"
  | "units"
  | "distinct products"
  | "total spent"
  | "largest order"
  | "average order value"
  | "average days between orders"
  | "opens"
  | "clicks"
  | "days since first order"
  | "days since last order";

/** How many are taken, from the top or from behind the tier before. */
export type ListSize = { readonly count: number } | { readonly percent: string };

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
  /** Where quarters and years begin, `MM-DD`, unless with January. */
  readonly yearStart?: string;
  readonly measure: MeasureName;
  readonly period: PeriodOf;
  readonly atLeast: number;
  readonly top: ListSize | null;
  /** From the top down; there if the query has any. `rest` is the rest of the list. */
  readonly tiers?: readonly { readonly name: string; readonly size: ListSize | "rest" }[];
  /** How long at least who got in, or into a tier, keeps it. */
  readonly stay?: Duration;
  /** Conditions on the orders that count and on the people, `null` for all. */
  readonly orders: Expr | null;
  readonly people: Expr | null;
  /** Types of the audience's fields that `people` reads. */
  readonly fields: Readonly<Record<string, ValueType>>;
  /** Conditions of the segments about which it asks, and types of the events and answers that it reads, if any. */
  readonly segments?: Readonly<Record<string, Expr>>;
  readonly events?: Readonly<Record<string, ValueType>>;
  readonly answers?: Readonly<Record<string, ValueType>>;
}
