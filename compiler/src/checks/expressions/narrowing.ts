import type { Expression } from "@trajet/grammar";
import type { Branches } from "../check.ts";
import { type Scope, withEntry, withSet } from "../scope.ts";
import { referenceKey } from "./optionals.ts";

/** `!=` is not among them: it is true of a missing value. */
const COMPARING: ReadonlySet<string> = new Set([
  "==",
  "<",
  "<=",
  ">",
  ">=",
  "contains",
  "starts with",
  "ends with",
]);

/** What a single condition tells of its references: a comparison that is true has values on both sides. */
export function narrow(expression: Expression, scope: Scope): Branches {
  switch (expression.kind) {
    case "Is":
      return narrowIs(expression, scope);
    case "Binary":
      if (!COMPARING.has(expression.operator)) return { whenTrue: scope, whenFalse: scope };
      return { whenTrue: withValues([expression.left, expression.right], scope), whenFalse: scope };
    case "Between":
      return {
        whenTrue: withValues([expression.operand, expression.low, expression.high], scope),
        whenFalse: scope,
      };
    case "Matches":
      return { whenTrue: withValues([expression.operand], scope), whenFalse: scope };
    case "In":
      if (expression.negated || expression.container.kind !== "value")
        return { whenTrue: scope, whenFalse: scope };
      return { whenTrue: withValues([expression.operand], scope), whenFalse: scope };
    default:
      return { whenTrue: scope, whenFalse: scope };
  }
}

function withValues(expressions: readonly Expression[], scope: Scope): Scope {
  const keys = expressions.map(referenceKey).filter((key) => key !== undefined);
  return withSet(scope, keys);
}

function narrowIs(expression: Extract<Expression, { kind: "Is" }>, scope: Scope): Branches {
  const positive = narrowState(expression, scope);
  return expression.negated ? { whenTrue: positive.whenFalse, whenFalse: positive.whenTrue } : positive;
}

function narrowState(expression: Extract<Expression, { kind: "Is" }>, scope: Scope): Branches {
  const { state } = expression;
  if (state.kind === "set") return { whenTrue: withValues([expression.operand], scope), whenFalse: scope };
  if (state.kind !== "kind" || scope.entry === undefined || scope.entry === "unknown") {
    return { whenTrue: scope, whenFalse: scope };
  }
  const kind = state.name?.text;
  return {
    whenTrue: withEntry(
      scope,
      scope.entry.filter((each) => each.kind === kind),
    ),
    whenFalse: withEntry(
      scope,
      scope.entry.filter((each) => each.kind !== kind),
    ),
  };
}
