import type { Pattern, Setting, Step } from "@trajet/grammar";
import { quote } from "../../diagnostics/fixes.ts";
import { printExpression } from "./expression.ts";
import { printSchedule } from "./schedule.ts";
import { printTrigger } from "./trigger.ts";

/**
 * What leads to each arm of a step that chooses, in the order of the program's arms: the condition of a branch, the patterns
 * of a case, the triggers of a wait, an arm of a split. Of any other step there is none.
 */
export function armsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case "If":
      return step.branches.map((branch) => printExpression(branch.condition));
    case "Match":
      return step.cases.map((one) => one.patterns.map(printPattern).join(", "));
    case "Split":
      return step.arms.map((arm) => `${arm.share.text}% ${quote(arm.name?.value ?? "…")}`);
    case "Wait":
      return armsOfWait(step);
    default:
      return [];
  }
}

function armsOfWait({ until, arms = [] }: Extract<Step, { kind: "Wait" }>): readonly string[] {
  if (until?.kind === "condition") return [`until ${printExpression(until.condition)}`];
  if (until !== undefined) return [`until ${printTrigger(until.trigger)}`];
  return arms.map((arm) => arm.triggers.map((trigger) => `when ${printTrigger(trigger)}`).join(" or "));
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

/** A start, an exit rule or a goal on one line; `undefined` for another setting. */
export function printRule(setting: Setting): string | undefined {
  switch (setting.kind) {
    case "StartWhen":
      return setting.trigger && `start when ${printTrigger(setting.trigger)}`;
    case "StartManually":
      return "start manually";
    case "StartSchedule":
      return `start ${printSchedule(setting.schedule)}`;
    case "ExitWhen":
      return setting.trigger && `exit when ${printTrigger(setting.trigger)}`;
    case "ExitIf":
      return `exit if ${printExpression(setting.condition)}`;
    case "Goal": {
      const within = setting.within === undefined ? "" : ` within ${printExpression(setting.within)}`;
      const when = setting.triggers.map((trigger) => ` when ${printTrigger(trigger)}`).join(" or");
      return `goal ${quote(setting.name?.value ?? "…")}${within}${when}`;
    }
    default:
      return undefined;
  }
}
