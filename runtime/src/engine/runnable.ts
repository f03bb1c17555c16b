import type { Expr, Program, Trigger } from "@trajet/compiler/program";
import { isComputed } from "@trajet/compiler/program";
import { visitExpression, visitProgram, visitTrigger } from "@trajet/compiler/program/visit";

/** A program, or a part of one, asks for what this version does not run. `trajet dev` says so before, with TJ4090. */
export class NotRunnable extends Error {
  override readonly name = "NotRunnable";

  constructor(what: string) {
    super(`this version of Trajet does not run ${what}`);
  }
}

/**
 * What a program needs and this version does not run, each once. Such a program is not run at all: half a journey is
 * worse than none.
 */
export function needsNotRun(program: Program): readonly string[] {
  return [...new Set([...settingsNotRun(program), ...partsNotRun(program)])];
}

/** @throws NotRunnable with all that is in the way of a program */
export function refuseNotRunnable(program: Program): void {
  const needs = needsNotRun(program);
  if (needs.length === 0) return;
  throw new NotRunnable(`the journey ${program.journey}, which needs ${needs.join(", ")}`);
}

function settingsNotRun(program: Program): readonly string[] {
  const needs = {
    "`after pause` with a duration that is computed": isComputedResume(program),
  };
  return Object.entries(needs).flatMap(([what, needed]) => (needed ? [what] : []));
}

/** It is decided once for all people, who would each compute another one. */
function isComputedResume({ resume }: Program): boolean {
  const durations = [resume?.olderThan, resume?.over];
  return durations.some((duration) => duration !== undefined && isComputed(duration));
}

function partsNotRun(program: Program): readonly string[] {
  const missing: string[] = [];
  visitProgram(program, {
    expression: () => undefined,
    trigger: (trigger) => missing.push(...triggerNotRun(trigger)),
  });
  return missing;
}

/** What a condition needs that the engine does not compute. */
export function conditionNeeds(condition: Expr): readonly string[] {
  const needs: string[] = [];
  visitExpression(condition, {
    expression: () => undefined,
    trigger: (trigger) => needs.push(...triggerNotRun(trigger)),
  });
  return needs;
}

/** It is kept for each contact, in or outside of runs: so it counts from what the contact did, and sees no run. */
function absenceNotRun(trigger: Trigger): readonly string[] {
  const needs: string[] = [];
  visitTrigger(trigger, {
    expression: (expr) => {
      if (isOfRun(expr)) needs.push("a `does not … for` that speaks of the run");
    },
  });
  return needs;
}

function isOfRun(expr: Expr): boolean {
  return expr.op === "entered" || expr.op === "entry is" || (expr.op === "get" && RUN_ROOTS.has(expr.root));
}

const RUN_ROOTS: ReadonlySet<string> = new Set(["entry", "argument", "remembered"]);

function triggerNotRun(trigger: Trigger): readonly string[] {
  return trigger.absentFor === undefined ? [] : absenceNotRun(trigger);
}
