import type { BinaryExpression, Expression } from "@trajet/grammar";
import {
  BOOLEAN,
  describe,
  isTextLike,
  optional,
  required,
  TEXT,
  type Type,
  UNKNOWN,
} from "../../model/types.ts";
import type { Branches, Check } from "../check.ts";
import { meet, type Scope, withOr } from "../scope.ts";
import { assign, unwrap } from "./assign.ts";
import { narrow } from "./narrowing.ts";
import { reportOptional } from "./optionals.ts";

/** Whether an `or` stands for a missing value (`contact.city or "your city"`) or joins conditions: its left type decides. */
function isFallback(left: Type): boolean {
  return Boolean(left.optional) && !left.unknown;
}

/** `and`, and `or` between conditions or as a fallback. */
export function logicType(
  expression: BinaryExpression & { readonly operator: "and" | "or" },
  scope: Scope,
  check: Check,
): Type {
  if (expression.operator === "or" && isValue(expression.left)) return orAfterValue(expression, scope, check);
  check.condition(expression, scope);
  return BOOLEAN;
}

/** Whether something can only be a value by its form, so that its type has to be asked for. */
function isValue(expression: Expression): boolean {
  const inner = unwrap(expression);
  if (inner.kind === "Binary")
    return ARITHMETIC.has(inner.operator) || (inner.operator === "or" && isValue(inner.left));
  return VALUES.has(inner.kind);
}

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);
const VALUES: ReadonlySet<Expression["kind"]> = new Set([
  "Reference",
  "MeasureOver",
  "Text",
  "Number",
  "Money",
  "Duration",
  "Ago",
  "Percent",
  "Time",
  "Date",
  "List",
  "At",
]);

function orAfterValue(expression: BinaryExpression, scope: Scope, check: Check): Type {
  const left = check.typeOf(expression.left, withOr(scope));
  if (isFallback(left)) return fallbackType(expression, left, scope, check);
  if (left.type === "boolean" && !left.list) {
    check.condition(expression.right, scope);
    return left.unknown ? UNKNOWN : BOOLEAN;
  }
  check.typeOf(expression.right, scope);
  if (!left.unknown) check.report("TJ3008", expression.span, { found: describe(left) });
  return UNKNOWN;
}

/** `contact.city or "your city"`: of unlike texts the result is a plain text. */
function fallbackType(expression: BinaryExpression, left: Type, scope: Scope, check: Check): Type {
  const value = required(left);
  const right = check.typeOf(expression.right, scope);
  if (right.unknown) return UNKNOWN;
  if (isTextLike(value) && isTextLike(right)) {
    const type = value.type === right.type && value.type !== "enum" ? value : TEXT;
    return right.optional ? optional(type) : type;
  }
  if (right.optional) assign(expression.right, left, "what stands in for a missing value", scope, check);
  else assign(expression.right, value, "what stands in for a missing value", scope, check);
  return right.optional ? left : value;
}

/** Checks a condition and what follows from it. `check.condition` leads here. */
export function conditionBranches(expression: Expression, scope: Scope, check: Check): Branches {
  switch (expression.kind) {
    case "Parenthesized":
      return check.condition(expression.inner, scope);
    case "Not":
      return negated(check.condition(expression.operand, scope));
    case "Binary":
      if (expression.operator === "and") return conjunction(expression, scope, check);
      if (expression.operator === "or") return disjunction(expression, scope, check);
      return plainCondition(expression, scope, check);
    default:
      return plainCondition(expression, scope, check);
  }
}

function negated(branches: Branches): Branches {
  return { whenTrue: branches.whenFalse, whenFalse: branches.whenTrue };
}

function conjunction(expression: BinaryExpression, scope: Scope, check: Check): Branches {
  const left = check.condition(expression.left, scope);
  const right = check.condition(expression.right, left.whenTrue);
  return { whenTrue: right.whenTrue, whenFalse: meet(left.whenFalse, right.whenFalse) };
}

function disjunction(expression: BinaryExpression, scope: Scope, check: Check): Branches {
  if (isValue(expression.left)) {
    requireBoolean(expression, check.typeOf(expression, scope), scope, check);
    return { whenTrue: scope, whenFalse: scope };
  }
  const left = check.condition(expression.left, scope);
  const right = check.condition(expression.right, left.whenFalse);
  return { whenTrue: meet(left.whenTrue, right.whenTrue), whenFalse: right.whenFalse };
}

function plainCondition(expression: Expression, scope: Scope, check: Check): Branches {
  requireBoolean(expression, check.typeOf(expression, scope), scope, check);
  return narrow(expression, scope);
}

function requireBoolean(expression: Expression, type: Type, scope: Scope, check: Check): void {
  if (type.unknown) return;
  if (type.type !== "boolean" || type.list) {
    check.report("TJ3007", expression.span, { found: describe(type) });
  } else if (type.optional) {
    reportOptional(expression, scope, check);
  }
}
