import type { BinaryExpression, Expression } from "@trajet/grammar";
import {
  DURATION,
  describe,
  MOMENT,
  NUMBER,
  optional,
  required,
  type Type,
  UNKNOWN,
} from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { unwrap } from "./assign.ts";
import { reportCurrencies, sameCurrency } from "./currencies.ts";
import { insteadOf, writeInstead } from "./instead.ts";

type Sign = "+" | "-" | "*" | "/";

/** The type of a sum, difference, product or quotient: one with a missing value is missing. */
export function arithmeticType(
  expression: BinaryExpression & { readonly operator: Sign },
  scope: Scope,
  check: Check,
): Type {
  const [one, other] = [check.typeOf(expression.left, scope), check.typeOf(expression.right, scope)];
  if (one.unknown || other.unknown) return UNKNOWN;
  const [left, right] = [required(one), required(other)];
  if (left.type === "money" && right.type === "money" && !sameCurrency(left, right)) {
    reportCurrencies([expression.left, left], [expression.right, right], expression.span, check);
    return UNKNOWN;
  }
  const type = resultOf(expression.operator, left, right, [expression.left, expression.right]);
  if (type !== undefined) return one.optional || other.optional ? optional(type) : type;
  const literal = insteadOf(expression.right, left, check);
  const types = { left: describe(left), right: describe(right), instead: literal };
  const fix = writeInstead(expression.right, literal, check);
  check.report("TJ3006", expression.span, { operator: expression.operator, ...types }, fix);
  return UNKNOWN;
}

function resultOf(
  operator: Sign,
  left: Type,
  right: Type,
  [first, amount]: readonly [Expression, Expression],
): Type | undefined {
  if (left.list || right.list) return undefined;
  switch (`${left.type} ${operator} ${right.type}`) {
    case "number + number":
    case "number - number":
    case "number * number":
    case "number / number":
    case "money / money":
      return NUMBER;
    case "money + money":
    case "money - money":
      return left.currency === undefined ? right : left;
    case "money * number":
    case "money / number":
      return left;
    case "number * money":
      return right;
    case "moment + duration":
    case "moment - duration":
    case "duration + moment":
      return MOMENT;
    case "date + duration":
    case "date - duration":
      return countsWholeDays(unwrap(amount)) ? left : MOMENT;
    case "duration + date":
      return countsWholeDays(unwrap(first)) ? right : MOMENT;
    case "duration + duration":
    case "duration - duration":
    case "duration * number":
    case "duration / number":
    case "number * duration":
    case "moment - moment":
    case "moment - date":
    case "date - date":
    case "date - moment":
      return DURATION;
    default:
      return undefined;
  }
}

/** A date moved by days, weeks, months or years is a date; by anything else it may be a moment. */
function countsWholeDays(amount: Expression): boolean {
  if (amount.kind !== "Duration") return false;
  return amount.parts.every(({ unit }) => !["second", "minute", "hour"].includes(unit));
}
