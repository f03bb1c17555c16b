import type { BinaryExpression, Expression } from "@trajet/grammar";
import { unwrap } from "../expressions/assign.ts";
import { referenceKey } from "../expressions/optionals.ts";

/** A condition that is always true or always false, where it is seen, and why as a clause. */
export interface Constant {
  readonly value: boolean;
  readonly why: string;
  readonly at: Expression;
}

/** Why a condition has only one outcome; `undefined` where it may have both, or where seeing it takes more than this. */
export function constantReason(condition: Expression): Constant | undefined {
  const expression = unwrap(condition);
  switch (expression.kind) {
    case "Boolean":
      return { value: expression.value, why: `it is written as ${expression.value}`, at: expression };
    case "Not": {
      const inner = constantReason(expression.operand);
      return inner === undefined ? undefined : { ...inner, value: !inner.value };
    }
    case "Binary":
      return constantBinary(expression);
    default:
      return undefined;
  }
}

function constantBinary(expression: BinaryExpression): Constant | undefined {
  switch (expression.operator) {
    case "and":
      return decided(expression, false) ?? contradiction(expression);
    case "or":
      return decided(expression, true);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparesItself(expression) ?? comparesLiterals(expression);
    default:
      return undefined;
  }
}

/** `false and …`, `true or …`: one side decides. Both sides constant decide as well. */
function decided(expression: BinaryExpression, deciding: boolean): Constant | undefined {
  const left = constantReason(expression.left);
  const right = constantReason(expression.right);
  const deciderOf = [left, right].find((side) => side?.value === deciding);
  if (deciderOf !== undefined) return deciderOf;
  return left !== undefined && right !== undefined ? left : undefined;
}

function comparesItself(expression: BinaryExpression): Constant | undefined {
  const left = referenceKey(expression.left);
  if (left === undefined || left !== referenceKey(expression.right)) return undefined;
  const value = ["==", "<=", ">="].includes(expression.operator);
  return { value, why: `${left} is compared with itself`, at: expression };
}

function comparesLiterals(expression: BinaryExpression): Constant | undefined {
  const [left, right] = [literalOf(expression.left), literalOf(expression.right)];
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  return {
    value: compare(left, expression.operator, right),
    why: "both sides are written out",
    at: expression,
  };
}

type Plain = string | number;

function literalOf(expression: Expression): Plain | undefined {
  const literal = unwrap(expression);
  if (literal.kind === "Text") return literal.value;
  if (literal.kind === "Number") return Number(literal.text);
  return undefined;
}

function compare(left: Plain, operator: string, right: Plain): boolean {
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}

/** What one comparison of a reference with a literal allows. */
interface Bound {
  readonly key: string;
  readonly operator: string;
  readonly value: Plain;
}

function bounds(expression: Expression, joint: "and" | "or"): readonly Bound[] {
  const inner = unwrap(expression);
  if (inner.kind !== "Binary") return [];
  if (inner.operator === joint) return [...bounds(inner.left, joint), ...bounds(inner.right, joint)];
  const key = referenceKey(inner.left);
  const value = literalOf(inner.right);
  const comparing = ["==", "!=", "<", "<=", ">", ">="].includes(inner.operator);
  return key === undefined || value === undefined || !comparing
    ? []
    : [{ key, operator: inner.operator, value }];
}

/** `plan == "free" and plan == "pro"`, `age > 30 and age < 20`: no value passes both. */
function contradiction(expression: BinaryExpression): Constant | undefined {
  const all = bounds(expression, "and");
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      if (one.key === other.key && excludes(one, other)) {
        return {
          value: false,
          why: `no value of ${one.key} is both ${shown(one)} and ${shown(other)}`,
          at: expression,
        };
      }
    }
  }
  return undefined;
}

function excludes(one: Bound, other: Bound): boolean {
  if (typeof one.value !== typeof other.value) return false;
  if (one.operator === "==") return !compare(one.value, other.operator, other.value);
  if (other.operator === "==") return !compare(other.value, one.operator, one.value);
  const [lower, upper] = one.operator.startsWith(">") ? [one, other] : [other, one];
  if (!lower.operator.startsWith(">") || !upper.operator.startsWith("<")) return false;
  if (lower.value === upper.value) return lower.operator === ">" || upper.operator === "<";
  return lower.value > upper.value;
}

function shown({ operator, value }: Bound): string {
  return `${operator} ${typeof value === "string" ? `"${value}"` : value}`;
}
