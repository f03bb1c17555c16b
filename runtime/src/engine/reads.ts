import type { Expr, History, InputKey, Program, Step, Trigger } from "@trajet/compiler/program";
import { inputKey } from "@trajet/compiler/program";
import { measureKey } from "@trajet/compiler/program/inputs";
import { sendingKey } from "./families.ts";
import { isAbsenceInRun } from "./watches/of-run.ts";

/** Keys of all events that a program's conditions count, its waits look back at, or that end a run whose start is late. */
export function readsOf(program: Program): ReadonlySet<InputKey> {
  const reads = new Set<InputKey>();
  collect(program, reads);
  for (const [key, watchers] of Object.entries(program.watch)) {
    if (watchers.some((watcher) => watcher.kind === "until")) reads.add(key);
  }
  for (const { when } of program.exits) if (when !== undefined) readByTrigger(when, reads);
  for (const { triggers } of program.goals ?? []) for (const one of triggers) readByTrigger(one, reads);
  return reads;
}

/** Programs are plain JSON: every expression in them is found by its `op`, every wait by its kind. */
function collect(value: unknown, reads: Set<InputKey>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, reads);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if ("op" in value) readByExpression(value as Expr, reads);
  if ("kind" in value && value.kind === "wait" && "arms" in value) readByWait(value as Step, reads);
  for (const member of Object.values(value)) collect(member, reads);
}

function readByExpression(expr: Expr, reads: Set<InputKey>): void {
  if (expr.op === "measure") reads.add(measureKey(expr.measure));
  if (expr.op === "history") reads.add(inputKey((expr.history as History).trigger));
}

function readByWait(step: Step, reads: Set<InputKey>): void {
  if (step.kind !== "wait") return;
  for (const arm of step.arms) for (const trigger of arm.triggers) readByTrigger(trigger, reads);
}

/** Of what does not happen in a run: when it happened, and when a message was sent. */
function readByTrigger(trigger: Trigger, reads: Set<InputKey>): void {
  reads.add(inputKey(trigger));
  if (!isAbsenceInRun(trigger)) return;
  const { absentFor: _, ...act } = trigger;
  reads.add(inputKey(act));
  if (trigger.on === "opens" || trigger.on === "clicks") reads.add(sendingKey(trigger.message));
}
