import type { Block, Pattern, PointInTime, Step, Trigger } from "@trajet/grammar";
import { printAct } from "../lower/print/act.ts";
import { printExpression } from "../lower/print/expression.ts";
import { printPoint } from "../lower/print/step.ts";

/** Where a step leads, and why this way is taken, where there are several. */
export interface Way {
  readonly to: string;
  readonly label?: string;
}

/** The nodes around a step. */
export interface Surroundings {
  readonly id: string;
  readonly next: string;
  /** Where a `break` leads. */
  readonly done: string;
  readonly end: string;
  /** Adds a row of steps in front of a node, and gives the node with which it begins. */
  readonly row: (steps: readonly Step[], behind: string, done: string) => string;
  /** The steps of a fragment that is spelled out. */
  readonly fragment: readonly Step[] | undefined;
}

/** Where a step can lead, in the order of its branches. */
export function waysOf(step: Step, place: Surroundings): readonly Way[] {
  const into = (block: Block | undefined) => place.row(block?.steps ?? [], place.next, place.done);
  switch (step.kind) {
    case "If":
      return [
        ...step.branches.map((branch, index) => ({
          to: into(branch.body),
          label: index === 0 ? "yes" : `else if ${printExpression(branch.condition)}`,
        })),
        { to: into(step.else), label: step.branches.length === 1 ? "no" : "else" },
      ];
    case "Match":
      return [
        ...step.cases.map((one) => ({
          to: into(one.body),
          label: one.patterns.map(printPattern).join(", "),
        })),
        ...(step.else === undefined ? [] : [{ to: into(step.else), label: "else" }]),
      ];
    case "Split":
      return step.arms.map((arm) => ({
        to: into(arm.body),
        label: `${arm.share.text}% ${arm.name?.value ?? "…"}`,
      }));
    case "Wait":
      return waitWays(step, into);
    case "Repeat":
      return [
        { to: place.row(step.body?.steps ?? [], place.id, place.next), label: "again" },
        { to: place.next, label: "done" },
      ];
    case "Run":
      return onward(step, place.row(place.fragment ?? [], place.next, place.done), into, "refused");
    case "Exit":
      return [{ to: place.end }];
    case "Break":
      return [{ to: place.done }];
    case "Delay":
      return onward(step, place.next, into, "passed");
    default:
      return onward(step, place.next, into, "refused");
  }
}

function onward(
  step: Step,
  next: string,
  into: (block: Block | undefined) => string,
  label: string,
): readonly Way[] {
  return step.otherwise === undefined ? [{ to: next }] : [{ to: next }, { to: into(step.otherwise), label }];
}

function waitWays(
  step: Extract<Step, { kind: "Wait" }>,
  into: (block: Block | undefined) => string,
): readonly Way[] {
  const arms = step.arms ?? [];
  const happens = arms.map((arm) => ({
    to: into(arm.body),
    label: arm.triggers.map(shortTrigger).join(" or "),
  }));
  const until = step.until === undefined ? [] : [{ to: into(undefined), label: untilLabel(step.until) }];
  if (step.limit === undefined && step.otherwise === undefined) return [...happens, ...until];
  const label = step.limit === undefined ? "otherwise" : limitLabel(step.limit);
  return [...happens, ...until, { to: into(step.otherwise), label }];
}

/** `after 3 days`, or `at 2 days after entry.event.startsAt` where the limit is a moment. */
function limitLabel(limit: PointInTime): string {
  const isMoment = [limit.offset, limit.at, limit.weekday].some((part) => part !== undefined);
  return `${isMoment ? "at" : "after"} ${printPoint(limit)}`;
}

/** `clicks Welcome "shop"`: on an edge, where the contact needs no mention and a filter no room. */
function shortTrigger(trigger: Trigger): string {
  return `${printAct(trigger.act, "present", trigger.negated, printExpression)}${trigger.where === undefined ? "" : " …"}`;
}

function untilLabel(until: NonNullable<Extract<Step, { kind: "Wait" }>["until"]>): string {
  return until.kind === "trigger" ? shortTrigger(until.trigger) : printExpression(until.condition);
}

function printPattern(pattern: Pattern): string {
  switch (pattern.form) {
    case "value":
      return printExpression(pattern.value);
    case "compare":
      return `${pattern.operator} ${printExpression(pattern.value)}`;
    case "range":
      return `${printExpression(pattern.low)} ..< ${printExpression(pattern.high)}`;
    default:
      return pattern satisfies never;
  }
}
