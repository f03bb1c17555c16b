import type { Expr, ValueType } from "@trajet/compiler/program";

/**
 * What an expression needs of the program in which it stands. A `Program` is one; of a loyalty query it is made with
 * `{ fields, weekStart }`.
 */
export interface Scope {
  /** Types of the audience's own fields. */
  readonly fields: Readonly<Record<string, ValueType>>;
  /** Types of the payloads of own events, by the event's name. */
  readonly events?: Readonly<Record<string, ValueType>>;
  /** Types of the answers to surveys, by the survey's name. */
  readonly answers?: Readonly<Record<string, ValueType>>;
  /** Conditions of segments. */
  readonly people?: Readonly<Record<string, Expr>>;
  /** The first day of a week, 1 is Monday … 7 is Sunday; Monday unless said. */
  readonly weekStart?: number;
  /** Of contacts who have none. */
  readonly timezone?: string;
}
