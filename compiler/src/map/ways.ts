import type { Block, Pattern, PointInTime, Step, Trigger } from "@trajet/grammar";
import { printAct } from "../lower/print/act.ts";
import { printExpression } from "../lower/print/expression.ts";
import { printPoint } from "../lower/print/step.ts";

/** Where a step leads, and why this way is taken, where there are several. */
export interface Way {
  readonly to: string;
  readonly label?: string;
  /**
   * What is written on this way alone: a block, or none yet, which a word would begin, or nothing that could be. Without it
   * the way goes on behind the step.
   */
  readonly through?: Block | "else" | "otherwise" | "nothing";
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
  const through = (block: Block | undefined): NonNullable<Way["through"]> => block ?? "nothing";
  switch (step.kind) {
    case "If":
      return [
        ...step.branches.map((branch, index) => ({
          to: into(branch.body),
          label: index === 0 ? "yes" : `else if ${printExpression(branch.condition)}`,
          through: through(branch.body),
        })),
        {
          to: into(step.else),
          label: step.branches.length === 1 ? "no" : "else",
          through: step.else ?? ("else" as const),
        },
      ];
    case "Match":
      return [
        ...step.cases.map((one) => ({
          to: into(one.body),
          label: one.patterns.map(printPattern).join(", "),
          through: through(one.body),
        })),
        ...(step.else === undefined ? [] : [{ to: into(step.else), label: "else", through: step.else }]),
      ];
    case "Split":
      return step.arms.map((arm) => ({
        to: into(arm.body),
        label: `${arm.share.text}% ${arm.name?.value ?? "…"}`,
        through: through(arm.body),
      }));
    case "Wait":
      return waitWays(step, into);
    case "Repeat":
      return [
        {
          to: place.row(step.body?.steps ?? [], place.id, place.next),
          label: "again",
          through: through(step.body),
        },
        { to: place.next, label: "done" },
      ];
    case "Run":
      return runWays(step, place, into);
    case "Exit":
      return [{ to: place.end, through: "nothing" }];
    case "Break":
      return [{ to: place.done, through: "nothing" }];
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
  if (step.otherwise === undefined) return [{ to: next }];
  return [{ to: next }, { to: into(step.otherwise), label, through: step.otherwise }];
}

/** What is spelled out stands in the fragment, and not behind its `run`. */
function runWays(
  step: Step,
  { row, fragment, next, done }: Surroundings,
  into: (block: Block | undefined) => string,
): readonly Way[] {
  const [first, ...rest] = onward(step, row(fragment ?? [], next, done), into, "refused");
  if (first === undefined || fragment === undefined) return first === undefined ? rest : [first, ...rest];
  return [{ ...first, through: "nothing" }, ...rest];
}

function waitWays(
  step: Extract<Step, { kind: "Wait" }>,
  into: (block: Block | undefined) => string,
): readonly Way[] {
  const arms = step.arms ?? [];
  const happens = arms.map((arm) => ({
    to: into(arm.body),
    label: arm.triggers.map(shortTrigger).join(" or "),
    through: arm.body ?? ("nothing" as const),
  }));
  const until = step.until === undefined ? [] : [{ to: into(undefined), label: untilLabel(step.until) }];
  if (step.limit === undefined && step.otherwise === undefined) return [...happens, ...until];
  const label = step.limit === undefined ? "otherwise" : limitLabel(step.limit);
  const block = step.otherwise ?? (step.arms === undefined ? undefined : ("otherwise" as const));
  const through = block === undefined ? {} : { through: block };
  return [...happens, ...until, { to: into(step.otherwise), label, ...through }];
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
