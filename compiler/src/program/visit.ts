import type { Expr, History } from "./expressions.ts";
import type { Point, Step } from "./steps.ts";
import type { Trigger } from "./triggers.ts";
import type { Program } from "./types.ts";

type Visit = (expression: Expr) => void;

/** Calls `visit` with every expression of a program, outer ones before those inside them. */
export function visitExpressions(program: Program, visit: Visit): void {
  for (const condition of Object.values(program.people)) visitExpression(condition, visit);
  for (const start of program.starts) if (start.trigger !== null) visitTrigger(start.trigger, visit);
  for (const exit of program.exits) {
    if (exit.when !== undefined) visitTrigger(exit.when, visit);
    else visitExpression(exit.if, visit);
  }
  for (const step of Object.values(program.steps)) visitStep(step, visit);
}

/** Calls `visit` with an expression and everything inside it, the filters of histories included. */
export function visitExpression(expression: Expr, visit: Visit): void {
  visit(expression);
  for (const part of partsOf(expression)) visitExpression(part, visit);
  if (expression.op === "history") visitHistory(expression.history, visit);
}

/** Calls `visit` with the expressions of a trigger. */
export function visitTrigger(trigger: Trigger, visit: Visit): void {
  visitEach([trigger.where, trigger.on === "changes" ? trigger.to : null], visit);
}

/** Calls `visit` with the expressions of a step. */
export function visitStep(step: Step, visit: Visit): void {
  switch (step.kind) {
    case "delay until":
      visitPoint(step.point, visit);
      break;
    case "wait":
      if (step.limit !== null && "until" in step.limit) visitPoint(step.limit.until, visit);
      for (const trigger of step.arms.flatMap((arm) => arm.triggers)) visitTrigger(trigger, visit);
      break;
    case "if":
      visitEach(
        step.branches.map((branch) => branch.test),
        visit,
      );
      break;
    case "send":
      visitEach(Object.values(step.args), visit);
      break;
    case "update":
      visitEach(
        step.changes.map((change) => (change.change === "clear" ? null : change.value)),
        visit,
      );
      break;
    case "delay":
    case "split":
    case "tag":
    case "untag":
    case "join":
    case "leave group":
    case "unsubscribe":
    case "milestone":
    case "exit":
      break;
    default:
      step satisfies never;
  }
}

function visitEach(expressions: readonly (Expr | null)[], visit: Visit): void {
  for (const expression of expressions) if (expression !== null) visitExpression(expression, visit);
}

function visitPoint(point: Point, visit: Visit): void {
  visitEach([point.base, point.offset?.duration ?? null, point.at], visit);
}

function visitHistory(history: History, visit: Visit): void {
  visitTrigger(history.trigger, visit);
  visitEach([history.since, history.before], visit);
}

/** The expressions right inside an expression; those of a history are not among them. */
export function partsOf(expression: Expr): readonly Expr[] {
  switch (expression.op) {
    case "and":
    case "or":
      return expression.all;
    case "not":
      return [expression.of];
    case "fallback":
      return [expression.value, expression.otherwise];
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "+":
    case "-":
    case "*":
    case "/":
    case "contains":
    case "starts with":
    case "ends with":
      return [expression.left, expression.right];
    case "matches":
    case "is set":
      return [expression.value];
    case "between":
      return [expression.value, expression.low, expression.high];
    case "in":
      return [expression.value, expression.list];
    case "list":
      return expression.items;
    case "at":
      return [expression.date, expression.time];
    case "constant":
    case "get":
    case "now":
    case "today":
    case "entered":
    case "ago":
    case "has tag":
    case "in group":
    case "in segment":
    case "in journey":
    case "subscribed":
    case "entry is":
    case "history":
    case "measure":
      return [];
    default:
      return expression satisfies never;
  }
}
