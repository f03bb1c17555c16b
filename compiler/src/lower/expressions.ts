import type { BinaryExpression, Expression, ObjectExpression } from "@trajet/grammar";
import type { Expr } from "../program/types.ts";
import { lowerHistory, lowerIn, lowerIs, unless } from "./conditions.ts";
import { constantOf, durationOf } from "./constants.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { lowerPeriod } from "./periods.ts";
import { lowerReference } from "./references.ts";

/** A checked expression as programs hold it: typed, without positions and parentheses. */
export function lowerExpression(expression: Expression, place: Lowering): Expr {
  const inside = (part: Expression) => lowerExpression(part, place);
  const constant = constantOf(expression);
  if (constant !== undefined) return { op: "constant", value: constant };
  switch (expression.kind) {
    case "Ago":
      return { op: "ago", duration: durationOf(expression.parts) };
    case "Reference":
      return lowerReference(expression, place);
    case "Parenthesized":
      return inside(expression.inner);
    case "List":
      return { op: "list", items: expression.elements.map(inside) };
    case "Object":
      return { op: "object", fields: lowerPairs(expression, place) };
    case "MeasureOver":
      return {
        op: "measure",
        measure: expression.measure.name,
        store: expression.store?.text ?? null,
        period: expression.period === undefined ? null : lowerPeriod(expression.period, place.uses),
      };
    case "Binary":
      return lowerBinary(expression, place);
    case "Not":
      return { op: "not", of: inside(expression.operand) };
    case "At":
      return { op: "at", date: inside(expression.date), time: inside(expression.time) };
    case "Between":
      return {
        op: "between",
        value: inside(expression.operand),
        low: inside(expression.low),
        high: inside(expression.high),
      };
    case "Matches":
      return {
        op: "matches",
        value: inside(expression.operand),
        pattern: present(expression.pattern, "a pattern").value,
      };
    case "Is":
      return lowerIs(expression, place);
    case "In":
      return lowerIn(expression, place);
    case "History":
      return lowerHistory(expression, place);
    case "Tagged":
      return unless(expression.negated, { op: "has tag", tag: present(expression.tag, "a tag").value });
    default:
      throw new LoweringError(`a program has no expression of the kind ${expression.kind}`);
  }
}

function lowerPairs({ pairs }: ObjectExpression, place: Lowering): Readonly<Record<string, Expr>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key.text, lowerExpression(value, place)]));
}

function lowerBinary(expression: BinaryExpression, place: Lowering): Expr {
  const { operator, left, right } = expression;
  const [one, other] = [lowerExpression(left, place), lowerExpression(right, place)];
  switch (operator) {
    case "and":
      return joined("and", one, other);
    case "or":
      return isCondition(left, place)
        ? joined("or", one, other)
        : { op: "fallback", value: one, otherwise: other };
    default:
      return { op: operator, left: one, right: other };
  }
}

/** `or` is logic between conditions and a fallback behind an optional value: the left type decides. */
export function isCondition(left: Expression, { model }: Lowering): boolean {
  const type = model.typeOf(left);
  return type?.type === "boolean" && !type.optional && !type.list;
}

/** `a and b and c` is one conjunction, however it is bracketed. */
function joined(op: "and" | "or", left: Expr, right: Expr): Expr {
  const parts = (part: Expr): readonly Expr[] => (part.op === op ? part.all : [part]);
  return { op, all: [...parts(left), ...parts(right)] };
}
