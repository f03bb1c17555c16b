import type { Expression } from "@trajet/grammar";

/** The expression without the parentheses around it. */
export function unwrap(expression: Expression): Expression {
  return expression.kind === "Parenthesized" ? unwrap(expression.inner) : expression;
}
