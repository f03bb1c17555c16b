import type { Expr, History, InputKey, Program, Step } from "@trajet/compiler/program";
import { inputKey } from "@trajet/compiler/program";
import { measureKey } from "@trajet/compiler/program/inputs";

/** Keys of all events that a program's conditions count, its waits look back at, or that end a run whose start is late. */
export function readsOf(program: Program): ReadonlySet<InputKey> {
  const reads = new Set<InputKey>();
  collect(program, reads);
  for (const [key, watchers] of Object.entries(program.watch)) {
    if (watchers.some((watcher) => watcher.kind === "until")) reads.add(key);
  }
  for (const { when } of program.exits) if (when !== undefined) reads.add(inputKey(when));
  for (const { triggers } of program.goals ?? []) for (const one of triggers) reads.add(inputKey(one));
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
  for (const arm of step.arms) for (const trigger of arm.triggers) reads.add(inputKey(trigger));
}
