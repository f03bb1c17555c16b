import type { BinaryExpression, Expression, ListExpression } from "@trajet/grammar";
import {
  BOOLEAN,
  DATE,
  DURATION,
  isDay,
  MOMENT,
  NUMBER,
  TEXT,
  type Type,
  UNKNOWN,
} from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { arithmeticType } from "./arithmetic.ts";
import { assign } from "./assign.ts";
import { betweenType, checkComparable, comparisonType, textOperatorType } from "./comparison.ts";
import { historyType } from "./history.ts";
import { logicType } from "./logic.ts";
import { measureType } from "./measure.ts";
import { inType, isType, matchesType, taggedType } from "./membership.ts";
import { needValue } from "./optionals.ts";
import { referenceType } from "./reference.ts";
import { isPerson } from "./subjects.ts";
import { checkDate, checkMoney, checkTime } from "./written-values.ts";

/** The type of an expression. `check.typeOf` leads here, and remembers what comes out. */
export function expressionType(expression: Expression, scope: Scope, check: Check): Type {
  switch (expression.kind) {
    case "Text":
      return TEXT;
    case "Number":
      return NUMBER;
    case "Boolean":
      return BOOLEAN;
    case "Duration":
      return DURATION;
    case "Ago":
      return MOMENT;
    case "Money":
      checkMoney(expression, check);
      return { type: "money", currency: expression.currency };
    case "Percent":
      check.report("TJ3018", expression.span, { written: `${expression.text}%` });
      return UNKNOWN;
    case "Time":
      checkTime(expression, check);
      return { type: "time" };
    case "Date":
      checkDate(expression, check);
      return DATE;
    case "Reference":
      return valueOfReference(expression, scope, check);
    case "Parenthesized":
      return check.typeOf(expression.inner, scope);
    case "List":
      return listType(expression, scope, check);
    case "Object":
      return objectType(expression, scope, check);
    case "MeasureOver":
      return measureType(expression, check);
    case "Binary":
      return binaryType(expression, scope, check);
    case "Not":
      check.condition(expression.operand, scope);
      return BOOLEAN;
    case "At":
      return atType(expression, scope, check);
    case "Between":
      return betweenType(expression, scope, check);
    case "Matches":
      return matchesType(expression, scope, check);
    case "Is":
      return isType(expression, scope, check);
    case "In":
      return inType(expression, scope, check);
    case "History":
      return historyType(expression, scope, check);
    case "Tagged":
      return taggedType(expression, scope, check);
    case "Missing":
      return UNKNOWN;
    default:
      return expression satisfies never;
  }
}

function valueOfReference(
  expression: Extract<Expression, { kind: "Reference" }>,
  scope: Scope,
  check: Check,
): Type {
  if (isPerson(expression, scope) && scope.audience !== undefined) {
    check.report("TJ3020", expression.span, {});
    return UNKNOWN;
  }
  return referenceType(expression, scope, check);
}

type WithOperator<O> = BinaryExpression & { readonly operator: O };

function binaryType(expression: BinaryExpression, scope: Scope, check: Check): Type {
  const { operator } = expression;
  switch (operator) {
    case "and":
    case "or":
      return logicType(expression as WithOperator<typeof operator>, scope, check);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparisonType(expression as WithOperator<typeof operator>, scope, check);
    case "contains":
    case "starts with":
    case "ends with":
      return textOperatorType(expression as WithOperator<typeof operator>, scope, check);
    case "+":
    case "-":
    case "*":
    case "/":
      return arithmeticType(expression as WithOperator<typeof operator>, scope, check);
    default:
      return operator satisfies never;
  }
}

function listType(list: ListExpression, scope: Scope, check: Check): Type {
  const [first, ...others] = list.elements;
  if (first === undefined) return UNKNOWN;
  const type = check.typeOf(first, scope);
  needValue(first, !type.unknown && type.optional, scope, check);
  for (const element of others) {
    checkComparable(first, type, element, check.typeOf(element, scope), element, check);
  }
  return type.unknown || type.list ? UNKNOWN : { ...type, list: true };
}

function objectType(expression: Extract<Expression, { kind: "Object" }>, scope: Scope, check: Check): Type {
  const fields = expression.pairs.map(({ key, value }) => [key.text, check.typeOf(value, scope)] as const);
  return { type: "record", name: "record", fields: Object.fromEntries(fields) };
}

/** `2026-12-24 at 18:00`: a day and a time of day. */
function atType(expression: Extract<Expression, { kind: "At" }>, scope: Scope, check: Check): Type {
  const day = check.typeOf(expression.date, scope);
  if (!day.unknown && !isDay(day)) assign(expression.date, DATE, "what stands before `at`", scope, check);
  else needValue(expression.date, !day.unknown && day.optional, scope, check);
  assign(expression.time, { type: "time" }, "what stands after `at`", scope, check);
  return MOMENT;
}
