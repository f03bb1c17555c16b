import type { BetweenExpression, BinaryExpression, Expression } from "@trajet/grammar";
import { BOOLEAN, describe, elementOf, isDay, isTextLike, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { sameCurrency } from "./arithmetic.ts";
import { unwrap } from "./assign.ts";
import { checkEnumValue, checkWrittenValue } from "./written-values.ts";

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";
type TextOperator = "contains" | "starts with" | "ends with";

const ORDERED: ReadonlySet<string> = new Set(["number", "money", "date", "moment", "time", "duration"]);

/** A comparison of two values. A missing value makes it false, so optional ones may stand here as they are. */
export function comparisonType(
  expression: BinaryExpression & { readonly operator: ComparisonOperator },
  scope: Scope,
  check: Check,
): Type {
  const left = check.typeOf(expression.left, scope);
  const right = check.typeOf(expression.right, scope);
  const comparable = checkComparable(expression.left, left, expression.right, right, expression, check);
  if (comparable && !/^[=!]=$/.test(expression.operator)) checkOrdered(expression, left, check);
  return BOOLEAN;
}

/** `between a and b`: both ends are compared. */
export function betweenType(expression: BetweenExpression, scope: Scope, check: Check): Type {
  const value = check.typeOf(expression.operand, scope);
  for (const end of [expression.low, expression.high]) {
    const type = check.typeOf(end, scope);
    const comparable = checkComparable(expression.operand, value, end, type, end, check);
    if (!comparable) return BOOLEAN;
  }
  checkOrdered(expression, value, check);
  checkEnds(expression.low, expression.high, check);
  return BOOLEAN;
}

function checkEnds(low: Expression, high: Expression, check: Check): void {
  const [from, to] = [unwrap(low), unwrap(high)];
  const backwards =
    (from.kind === "Number" && to.kind === "Number" && Number(from.text) > Number(to.text)) ||
    (from.kind === "Money" && to.kind === "Money" && Number(from.amount) > Number(to.amount)) ||
    (from.kind === "Date" && to.kind === "Date" && from.text > to.text);
  if (backwards) check.report("TJ3017", { start: low.span.start, end: high.span.end }, {});
}

/** Reports values of kinds that are never equal: unlike types, unlike currencies, a value that an enumeration lacks. */
export function checkComparable(
  leftExpression: Expression,
  left: Type,
  rightExpression: Expression,
  right: Type,
  at: { readonly span: { readonly start: number; readonly end: number } },
  check: Check,
): boolean {
  if (left.unknown || right.unknown) return false;
  const [one, other] = [unwrap(leftExpression), unwrap(rightExpression)];
  if (other.kind === "Text" && isTextLike(left)) return checkText(other, left, check);
  if (one.kind === "Text" && isTextLike(right)) return checkText(one, right, check);
  if (!alike(left, right)) {
    check.report("TJ3002", at.span, {
      left: describe(required(left)),
      right: describe(required(right)),
      amount: withCurrency(one, right, check) ?? withCurrency(other, left, check),
    });
    return false;
  }
  if (left.type === "money" && !sameCurrency(left, right)) {
    check.report("TJ3003", at.span, { left: left.currency ?? "", right: right.currency ?? "" });
    return false;
  }
  return true;
}

/** The amount that a bare number beside money is meant as: `40 EUR` for `40`. */
function withCurrency(literal: Expression, beside: Type, check: Check): string | undefined {
  if (literal.kind !== "Number" || beside.type !== "money" || beside.list) return undefined;
  return `${literal.text} ${beside.currency ?? check.config.currency ?? "EUR"}`;
}

function checkText(literal: Parameters<typeof checkEnumValue>[0], type: Type, check: Check): boolean {
  if (type.type === "enum") checkEnumValue(literal, type, check);
  else if (type.type !== "email" && type.type !== "phone" && type.type !== "url")
    checkWrittenValue(literal, type, check);
  return true;
}

function alike(left: Type, right: Type): boolean {
  if (left.list || right.list) {
    return Boolean(left.list && right.list) && alike(elementOf(left), elementOf(right));
  }
  if (left.type === "enum" && right.type === "enum") {
    return (left.values ?? []).some((value) => right.values?.includes(value));
  }
  return left.type === right.type || (isTextLike(left) && isTextLike(right)) || (isDay(left) && isDay(right));
}

function checkOrdered(
  expression: Expression & { readonly operator?: string },
  type: Type,
  check: Check,
): void {
  if (type.unknown || (ORDERED.has(type.type) && !type.list)) return;
  const operator = expression.operator ?? "between";
  check.report("TJ3015", expression.span, {
    operator,
    needs: "numbers, money, dates, moments, times or durations",
    found: describe(required(type)),
  });
}

/** `contains`, `starts with`, `ends with` */
export function textOperatorType(
  expression: BinaryExpression & { readonly operator: TextOperator },
  scope: Scope,
  check: Check,
): Type {
  const left = check.typeOf(expression.left, scope);
  const right = check.typeOf(expression.right, scope);
  if (left.unknown || right.unknown) return BOOLEAN;
  if (left.list && expression.operator === "contains") {
    checkComparable(expression.left, elementOf(left), expression.right, right, expression, check);
    return BOOLEAN;
  }
  const wrong = [left, right].find((type) => !isTextLike(type));
  if (wrong === undefined) return BOOLEAN;
  const needs = expression.operator === "contains" ? "a list or a text on its left" : "texts";
  check.report("TJ3015", expression.span, {
    operator: expression.operator,
    needs,
    found: describe(required(wrong)),
  });
  return BOOLEAN;
}
