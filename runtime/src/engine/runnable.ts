import {
  type Duration,
  type DurationOf,
  type EmailMessage,
  type Expr,
  isComputed,
  type MessageProgram,
  type Program,
  type SmsMessage,
  type Step,
  type StepKind,
  type Trigger,
} from "@trajet/compiler/program";
import { visitExpression, visitProgram, visitTrigger } from "@trajet/compiler/program/visit";

/** A program, or a part of one, asks for what this version does not run. `trajet dev` says so before, with TJ4090. */
export class NotRunnable extends Error {
  override readonly name = "NotRunnable";

  constructor(what: string) {
    super(`this version of Trajet does not run ${what}`);
  }
}

const STEPS_NOT_RUN = [
  "match",
  "repeat",
  "break",
  "run",
  "add to",
  "remove from",
  "start journey",
  "leave journey",
  "archive",
] as const satisfies readonly StepKind[];

/** A step that the engine performs. */
export type RunnableStep = Exclude<Step, { kind: (typeof STEPS_NOT_RUN)[number] }>;

export function runnableStep(step: Step): RunnableStep {
  if (isRunnable(step)) return step;
  throw new NotRunnable(`the step \`${step.summary}\``);
}

function isRunnable(step: Step): step is RunnableStep {
  return !STEPS_NOT_RUN.some((kind) => kind === step.kind);
}

export function runnableMessage(message: MessageProgram): EmailMessage | SmsMessage {
  if (message.form === undefined || message.form === "sms") return message;
  throw new NotRunnable(`messages by ${message.form === "message" ? message.channel : message.form}`);
}

/** A duration that is written out. */
export function writtenOut(duration: DurationOf): Duration {
  if (!isComputed(duration)) return duration;
  throw new NotRunnable("durations that are computed");
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
    "`enter from`": program.entryWindow !== undefined,
    "`one run per`": program.runKey !== undefined,
    "`goal`": program.goals !== undefined,
    "`after pause`": program.resume !== undefined,
  };
  return Object.entries(needs).flatMap(([what, needed]) => (needed ? [what] : []));
}

function partsNotRun(program: Program): readonly string[] {
  const missing: string[] = [];
  for (const step of Object.values(program.steps)) missing.push(...stepNotRun(step));
  for (const message of Object.values(program.messages)) {
    if (message.form === "survey") missing.push("surveys");
    else if (message.form === "message") missing.push(`messages by ${message.channel}`);
  }
  if (program.reenter.policy === "after") missing.push(...durationNotRun(program.reenter.after));
  visitProgram(program, {
    expression: (expression) => missing.push(...expressionNotRun(expression)),
    trigger: (trigger) => missing.push(...triggerNotRun(trigger), ...peopleNotRun(trigger, program)),
  });
  return missing;
}

function stepNotRun(step: Step): readonly string[] {
  if (!isRunnable(step)) return [`\`${step.kind}\``];
  switch (step.kind) {
    case "delay":
      return durationNotRun(step.for);
    case "wait":
      return step.limit !== null && "for" in step.limit ? durationNotRun(step.limit.for) : [];
    default:
      return [];
  }
}

function durationNotRun(duration: DurationOf): readonly string[] {
  return isComputed(duration) ? ["durations that are computed"] : [];
}

/** What a condition needs that the engine does not compute. */
export function conditionNeeds(condition: Expr): readonly string[] {
  const needs: string[] = [];
  visitExpression(condition, {
    expression: (expression) => needs.push(...expressionNotRun(expression)),
    trigger: (trigger) => needs.push(...triggerNotRun(trigger)),
  });
  return needs;
}

function expressionNotRun(expression: Expr): readonly string[] {
  switch (expression.op) {
    case "in loyalty":
    case "in custom audience":
      return [`\`${expression.op}\``];
    case "get":
      return expression.out === undefined ? [] : ["a filter that speaks of a trigger further out"];
    case "measure":
      return expression.measure === "opens" || expression.measure === "clicks"
        ? [`\`${expression.measure} over\``]
        : [];
    case "history":
      return expression.history.within === null ? [] : durationNotRun(expression.history.within);
    default:
      return [];
  }
}

/** The triggers that the engine matches; `since` another moment than the entry, and absence, are not among them. */
export type RunnableTrigger = Exclude<Trigger, { on: (typeof TRIGGERS_NOT_RUN)[number] }>;

const TRIGGERS_NOT_RUN = ["opens", "clicks", "answers"] as const satisfies readonly Trigger["on"][];

export function runnableTrigger(trigger: Trigger): RunnableTrigger {
  if (isRunnableTrigger(trigger)) return trigger;
  throw new NotRunnable(`the trigger \`${trigger.on}\``);
}

function isRunnableTrigger(trigger: Trigger): trigger is RunnableTrigger {
  return !TRIGGERS_NOT_RUN.some((form) => form === trigger.on);
}

/** It is kept for each contact, in or outside of runs: so it counts from what the contact did, and sees no run. */
function absenceNotRun(trigger: Trigger): readonly string[] {
  const needs = [...triggerNotRun(actOf(trigger))];
  if (trigger.on === "opens" || trigger.on === "clicks")
    needs.push(`\`does not ${trigger.on.slice(0, -1)} … for\``);
  visitTrigger(trigger, {
    expression: (expr) => {
      if (isOfRun(expr)) needs.push("a `does not … for` that speaks of the run");
    },
  });
  return needs;
}

function actOf({ absentFor: _, ...act }: Trigger): Trigger {
  return act;
}

function isOfRun(expr: Expr): boolean {
  return expr.op === "entered" || expr.op === "entry is" || (expr.op === "get" && RUN_ROOTS.has(expr.root));
}

const RUN_ROOTS: ReadonlySet<string> = new Set(["entry", "argument", "remembered"]);

/** Lists of people that nobody keeps yet. */
function peopleNotRun(trigger: Trigger, { people }: Program): readonly string[] {
  if (trigger.on !== "enters people" && trigger.on !== "leaves people") return [];
  return Object.hasOwn(people, trigger.people) ? [] : ["entering and leaving a loyalty query"];
}

function triggerNotRun(trigger: Trigger): readonly string[] {
  if (trigger.absentFor !== undefined) return absenceNotRun(trigger);
  if (trigger.since !== undefined) return ["a trigger `since` another moment than `entry`"];
  return isRunnableTrigger(trigger) ? [] : [`\`${trigger.on}\``];
}
