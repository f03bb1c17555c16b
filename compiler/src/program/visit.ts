import { isComputed } from "./durations.ts";
import type { DurationOf, Expr, History } from "./expressions.ts";
import type { Pattern, Point, Step } from "./steps.ts";
import type { Trigger } from "./triggers.ts";
import type { DateOf, Goal, Program, StartPoint } from "./types.ts";

/** What a walk through a program meets: its expressions, outer ones before those inside them, and its triggers. */
export interface Visitor {
  readonly expression: (expression: Expr) => void;
  readonly trigger?: (trigger: Trigger) => void;
}

/** Walks through all of a program. */
export function visitProgram(program: Program, visitor: Visitor): void {
  for (const condition of Object.values(program.people)) visitExpression(condition, visitor);
  for (const { to } of Object.values(program.channels ?? {})) visitExpression(to, visitor);
  for (const { send } of Object.values(program.webhooks ?? {})) visitEach([send], visitor);
  for (const start of program.starts) visitStart(start, visitor);
  for (const exit of program.exits) {
    if (exit.when !== undefined) visitTrigger(exit.when, visitor);
    else visitExpression(exit.if, visitor);
  }
  for (const goal of program.goals ?? []) visitGoal(goal, visitor);
  visitSettings(program, visitor);
  for (const step of Object.values(program.steps)) visitStep(step, visitor);
}

function visitStart({ trigger, schedule }: StartPoint, visitor: Visitor): void {
  if (trigger !== null) visitTrigger(trigger, visitor);
  if (schedule === undefined) return;
  if (schedule.on.every === "once" || schedule.on.every === "year") visitDate(schedule.on.date, visitor);
  visitEach([schedule.at, schedule.people, schedule.where], visitor);
}

function visitDate({ base, offset }: DateOf, visitor: Visitor): void {
  visitExpression(base, visitor);
  visitDuration(offset?.duration, visitor);
}

function visitGoal({ within, triggers }: Goal, visitor: Visitor): void {
  visitDuration(within, visitor);
  for (const trigger of triggers) visitTrigger(trigger, visitor);
}

function visitSettings({ runKey, reenter, sendWindow, resume }: Program, visitor: Visitor): void {
  if (runKey !== undefined && runKey.per !== "entry") visitEach(runKey.per, visitor);
  if (reenter.policy === "after") visitDuration(reenter.after, visitor);
  if (sendWindow !== undefined) visitEach([sendWindow.from, sendWindow.to], visitor);
  visitDuration(resume?.olderThan, visitor);
  visitDuration(resume?.over, visitor);
}

/** An expression and everything inside it, the filters of histories included. */
export function visitExpression(expression: Expr, visitor: Visitor): void {
  visitor.expression(expression);
  for (const part of partsOf(expression)) visitExpression(part, visitor);
  if (expression.op === "history") visitHistory(expression.history, visitor);
}

/** A trigger and the expressions in it. */
export function visitTrigger(trigger: Trigger, visitor: Visitor): void {
  visitor.trigger?.(trigger);
  visitEach([trigger.where, trigger.on === "changes" ? trigger.to : null, trigger.since], visitor);
  visitDuration(trigger.absentFor, visitor);
  if (trigger.on === "abandons cart") visitDuration(trigger.for, visitor);
}

/** The expressions of a step. */
export function visitStep(step: Step, visitor: Visitor): void {
  switch (step.kind) {
    case "delay":
      visitDuration(step.for, visitor);
      break;
    case "delay until":
      visitPoint(step.point, visitor);
      break;
    case "wait":
      visitWait(step, visitor);
      break;
    case "if":
      for (const { test } of step.branches) visitExpression(test, visitor);
      break;
    case "match":
      visitExpression(step.subject, visitor);
      for (const { patterns } of step.cases) visitEach(patterns.flatMap(boundsOf), visitor);
      break;
    case "remember":
      visitExpression(step.value, visitor);
      break;
    case "send":
      visitEach([...Object.values(step.args), step.to], visitor);
      break;
    case "call":
    case "run":
      visitEach(Object.values(step.args), visitor);
      break;
    case "update":
      for (const change of step.changes)
        if (change.change !== "clear") visitExpression(change.value, visitor);
      break;
    case "split":
    case "repeat":
    case "break":
    case "give coupon":
    case "add to":
    case "remove from":
    case "start journey":
    case "leave journey":
    case "tag":
    case "untag":
    case "join":
    case "leave group":
    case "unsubscribe":
    case "archive":
    case "milestone":
    case "exit":
      break;
    default:
      step satisfies never;
  }
}

function visitWait(step: Extract<Step, { kind: "wait" }>, visitor: Visitor): void {
  if (step.limit !== null && "until" in step.limit) visitPoint(step.limit.until, visitor);
  if (step.limit !== null && "for" in step.limit) visitDuration(step.limit.for, visitor);
  for (const trigger of step.arms.flatMap((arm) => arm.triggers)) visitTrigger(trigger, visitor);
  visitEach([step.until], visitor);
}

function boundsOf(pattern: Pattern): readonly Expr[] {
  if ("is" in pattern) return [pattern.is];
  return "compare" in pattern ? [pattern.with] : [pattern.from, pattern.below];
}

function visitEach(expressions: readonly (Expr | null | undefined)[], visitor: Visitor): void {
  for (const expression of expressions) if (expression != null) visitExpression(expression, visitor);
}

function visitDuration(duration: DurationOf | null | undefined, visitor: Visitor): void {
  if (duration != null && isComputed(duration)) visitExpression(duration, visitor);
}

function visitPoint(point: Point, visitor: Visitor): void {
  visitEach([point.base, point.offset?.duration, point.at], visitor);
}

function visitHistory(history: History, visitor: Visitor): void {
  visitTrigger(history.trigger, visitor);
  visitDuration(history.within, visitor);
  visitEach([history.since, history.before], visitor);
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
    case "object":
      return Object.values(expression.fields);
    case "subscribed":
      return expression.to === undefined ? [] : [expression.to];
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
    case "in loyalty":
    case "in custom audience":
    case "in journey":
    case "entry is":
    case "history":
    case "measure":
      return [];
    default:
      return expression satisfies never;
  }
}
