import { type DurationOf, type Expr, isComputed, type PeriodOf } from "@trajet/compiler/program";
import { visitExpression, visitTrigger } from "@trajet/compiler/program/visit";
import type { Scope } from "../scope.ts";
import { isTagged, type Value } from "../value.ts";
import { exactPart, isWholeDays, negated } from "../zoned.ts";
import type { Shift } from "./crossings.ts";

/** How the value of an expression goes with the clock. */
export type Moving =
  | { readonly as: "still" }
  /** The present, or today, moved. */
  | { readonly as: "moment" | "date"; readonly shift: Shift }
  /** How long ago the fixed value is from the moved present, or how far ahead (`sign` -1). */
  | {
      readonly as: "span";
      readonly of: "moment" | "date";
      readonly shift: Shift;
      readonly from: Expr;
      readonly sign: 1 | -1;
    }
  /** Whole days since an order. */
  | { readonly as: "days"; readonly measure: Extract<Expr, { op: "measure" }> }
  | { readonly as: "other" };

const STILL: Moving = { as: "still" };
const OTHER: Moving = { as: "other" };

/** Whether time alone can change what an expression comes to. */
export function dependsOnTime(expr: Expr, scope: Scope): boolean {
  const asked = new Set<string>();
  let found = false;
  const expression = (one: Expr): void => {
    if (isOfTime(one)) found = true;
    const inner =
      one.op === "in segment" && !asked.has(one.segment) ? scope.people?.[one.segment] : undefined;
    if (one.op !== "in segment" || inner === undefined) return;
    asked.add(one.segment);
    visitExpression(inner, { expression });
  };
  visitExpression(expr, { expression });
  return found;
}

function isOfTime(expr: Expr): boolean {
  switch (expr.op) {
    case "now":
    case "today":
    case "ago":
      return true;
    case "history":
      return expr.history.within !== null || isMovingPeriod(expr.history.in);
    case "measure":
      return expr.measure.startsWith("days since") || isMovingPeriod(expr.period);
    default:
      return false;
  }
}

export function isMovingPeriod(period: PeriodOf | null): boolean {
  return period !== null && period.period !== "all time" && period.period !== "dates";
}

/** How an expression moves; `value` gives the worth of one that does not. */
export function movingOf(expr: Expr, scope: Scope, value: (expr: Expr) => Value): Moving {
  if (!dependsOnTime(expr, scope)) return STILL;
  switch (expr.op) {
    case "now":
      return { as: "moment", shift: [] };
    case "today":
      return { as: "date", shift: [] };
    case "ago":
      return { as: "moment", shift: [negated(expr.duration)] };
    case "measure":
      return expr.measure.startsWith("days since") ? { as: "days", measure: expr } : OTHER;
    case "+":
    case "-":
      return sumOf({ op: expr.op, left: expr.left, right: expr.right }, scope, value);
    default:
      return OTHER;
  }
}

interface Sum {
  readonly op: "+" | "-";
  readonly left: Expr;
  readonly right: Expr;
}

function sumOf({ op, left: one, right: other }: Sum, scope: Scope, value: (expr: Expr) => Value): Moving {
  const left = movingOf(one, scope, value);
  const right = movingOf(other, scope, value);
  if (right.as === "still") return moved(left, op, other, value(other));
  if (left.as !== "still") return OTHER;
  if (op === "+") return moved(right, "+", one, value(one));
  if (right.as !== "moment" && right.as !== "date") return OTHER;
  return spanOf(right, one, value(one), -1);
}

function moved(left: Moving, op: "+" | "-", by: Expr, value: Value): Moving {
  if (left.as !== "moment" && left.as !== "date") return OTHER;
  if (!isTagged(value)) return OTHER;
  if (value.type !== "duration") return op === "-" ? spanOf(left, by, value, 1) : OTHER;
  const duration = op === "+" ? value.duration : negated(value.duration);
  // Moved by hours a date is a moment, and what was moved by hours is not moved by the calendar any more.
  if (left.as === "date" && !isWholeDays(duration)) return OTHER;
  if (left.shift.some((earlier) => exactPart(earlier) !== 0)) return OTHER;
  return { as: left.as, shift: [...left.shift, duration] };
}

/** A date beside a date counts days, anything else seconds. */
function spanOf(
  { as, shift }: Extract<Moving, { as: "moment" | "date" }>,
  from: Expr,
  value: Value,
  sign: 1 | -1,
): Moving {
  if (!isTagged(value) || (value.type !== "moment" && value.type !== "date")) return OTHER;
  if (as === "date" && value.type !== "date") return OTHER;
  return { as: "span", of: as, shift, from, sign };
}

/** Whether a trigger's filter, or the value that it waits for, goes with the clock. */
export function triggerDependsOnTime(trigger: Parameters<typeof visitTrigger>[0], scope: Scope): boolean {
  let found = false;
  visitTrigger(trigger, {
    expression: (expr) => {
      found ||= dependsOnTime(expr, scope);
    },
  });
  return found;
}

/** A duration that does not move, as a shift into the past. */
export function pastBy(duration: DurationOf, value: (expr: Expr) => Value): Shift | null {
  const known = isComputed(duration) ? value(duration) : null;
  if (!isComputed(duration)) return [negated(duration)];
  return isTagged(known) && known.type === "duration" ? [negated(known.duration)] : null;
}
