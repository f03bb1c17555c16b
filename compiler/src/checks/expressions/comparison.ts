import type { BetweenExpression, BinaryExpression, Expression, Span } from "@trajet/grammar";
import { BOOLEAN, describe, elementOf, isDay, isTextLike, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { unwrap } from "./assign.ts";
import { reportBareWord } from "./bare-words.ts";
import { reportCurrencies, type Side, sameCurrency } from "./currencies.ts";
import { insteadOf, writeInstead } from "./instead.ts";
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
  if (reportBareWord(expression, left, scope, check)) return BOOLEAN;
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
  if (backwards) reportBackwards(low, high, check);
}

/** Reports a range that ends before it begins. */
export function reportBackwards(low: Expression, high: Expression, check: Check): void {
  const written = ({ span }: Expression): string => check.text.slice(span.start, span.end);
  const edits = [
    { file: check.file, span: low.span, text: written(high) },
    { file: check.file, span: high.span, text: written(low) },
  ];
  const fixes = [{ id: "swap-ends", title: "Swap the two ends", edits }];
  check.report("TJ3017", { start: low.span.start, end: high.span.end }, {}, { fixes });
}

/** Reports values of kinds that are never equal: unlike types, unlike currencies, a value that an enumeration lacks. */
export function checkComparable(
  leftExpression: Expression,
  left: Type,
  rightExpression: Expression,
  right: Type,
  at: { readonly span: Span },
  check: Check,
): boolean {
  if (left.unknown || right.unknown) return false;
  const [one, other] = [unwrap(leftExpression), unwrap(rightExpression)];
  if (other.kind === "Text" && isTextLike(left)) return checkText(other, left, check);
  if (one.kind === "Text" && isTextLike(right)) return checkText(one, right, check);
  if (!alike(left, right)) {
    reportUnlike([leftExpression, left], [rightExpression, right], at.span, check);
    return false;
  }
  if (left.type === "money" && !sameCurrency(left, right)) {
    reportCurrencies([leftExpression, left], [rightExpression, right], at.span, check);
    return false;
  }
  return true;
}

/** One side may be a literal that lacks its currency, or has quotes that it should not have. */
function reportUnlike(left: Side, right: Side, span: Span, check: Check): void {
  const [one, other] = [insteadOf(left[0], right[1], check), insteadOf(right[0], left[1], check)];
  const fix = one === undefined ? writeInstead(right[0], other, check) : writeInstead(left[0], one, check);
  const types = { left: describe(required(left[1])), right: describe(required(right[1])) };
  check.report("TJ3002", span, { ...types, instead: one ?? other }, fix);
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
