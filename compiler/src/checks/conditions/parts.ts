import type { BinaryExpression, Expression, Span } from "@trajet/grammar";
import { unwrap } from "../expressions/assign.ts";

export type Joint = "and" | "or";

/** One of the conditions that `and` or `or` joins. */
export interface Part {
  readonly expression: Expression;
  /** What has to go with it if it is taken out: one of its neighbours' joints. */
  readonly removal: Span;
}

export type Joined = BinaryExpression & { readonly operator: Joint };

export function joinedBy(expression: Expression): Joined | undefined {
  const inner = unwrap(expression);
  return inner.kind === "Binary" && (inner.operator === "and" || inner.operator === "or")
    ? (inner as Joined)
    : undefined;
}

/** The conditions that one joint joins, without those inside the other. */
export function partsOf(joined: Joined): readonly Part[] {
  const { left, right, operator } = joined;
  return [
    ...side(left, { start: left.span.start, end: right.span.start }, operator),
    ...side(right, { start: left.span.end, end: right.span.end }, operator),
  ];
}

function side(expression: Expression, removal: Span, operator: Joint): readonly Part[] {
  const inner = joinedBy(expression);
  return inner?.operator === operator ? partsOf(inner) : [{ expression: unwrap(expression), removal }];
}

/** The conditions that are not joined of others: those in `and`, `or` and `not`. */
export function simpleConditions(expression: Expression): readonly Expression[] {
  const inner = unwrap(expression);
  if (inner.kind === "Not") return simpleConditions(inner.operand);
  const joined = joinedBy(inner);
  return joined === undefined
    ? [inner]
    : [...simpleConditions(joined.left), ...simpleConditions(joined.right)];
}
