import type { Step } from "@trajet/grammar";
import { DURATION } from "../../model/types.ts";
import { assign } from "../expressions/assign.ts";
import { checkLength } from "../expressions/stretches.ts";
import { actionFlow } from "./actions.ts";
import { ifFlow, matchFlow, splitFlow } from "./branches.ts";
import { blockFlow, ended, type Flow, join, suspended, type Way } from "./flow.ts";
import { givingName } from "./giving.ts";
import { checkPoint } from "./points.ts";
import { repeatFlow } from "./repeat.ts";
import { waitFlow } from "./wait.ts";

/** Checks steps in their order, and gives what is known behind the last. */
export function stepsFlow(steps: readonly Step[], before: Flow, way: Way): Flow {
  let flow = before;
  let dead = false;
  for (const [index, step] of steps.entries()) {
    if (!flow.reachable && !dead) {
      dead = true;
      if (before.reachable) reportUnreachable(steps.slice(index), way);
      flow = { ...flow, reachable: true };
    }
    checkLabel(step, way);
    flow = stepFlow(step, flow, way);
  }
  return dead ? ended(flow) : flow;
}

function reportUnreachable(steps: readonly Step[], way: Way): void {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return;
  const span = { start: first.span.start, end: last.span.end };
  way.check.report("TJ4020", span, { steps: steps.length }, { tags: ["unnecessary"] });
}

function checkLabel(step: Step, way: Way): void {
  const { label } = step;
  if (label === undefined) return;
  const first = way.labels.get(label.text);
  if (first === undefined) {
    way.labels.set(label.text, label);
    return;
  }
  const related = [{ file: way.check.file, span: first.span, message: "It is here already." }];
  way.check.report("TJ2028", label.span, { label: label.text }, { related });
}

function stepFlow(step: Step, flow: Flow, way: Way): Flow {
  switch (step.kind) {
    case "Delay":
      return delayFlow(step, flow, way);
    case "Wait":
      return waitFlow(step, flow, way);
    case "If":
      return ifFlow(step, flow, way);
    case "Match":
      return matchFlow(step, flow, way);
    case "Split":
      return splitFlow(step, flow, way);
    case "Repeat":
      return repeatFlow(step, flow, way);
    case "Remember":
      return rememberFlow(step, flow, way);
    case "Milestone":
      return milestoneFlow(step, flow, way);
    case "Exit":
      return ended(flow);
    case "Break":
      if (way.inRepeat) return ended(flow);
      way.check.report("TJ4027", step.span, {});
      return flow;
    default:
      return actionFlow(step, flow, way);
  }
}

function delayFlow(step: Extract<Step, { kind: "Delay" }>, flow: Flow, way: Way): Flow {
  if (step.duration !== undefined) {
    assign(step.duration, DURATION, "`delay`", flow.scope, way.check);
    const needless = step.label === undefined && step.otherwise === undefined ? step.span : undefined;
    checkLength(step.duration, "nobody waits here", needless, way.check);
  }
  if (step.until !== undefined) checkPoint(step.until, "delay", flow.scope, way.check);
  const later = suspended(flow);
  return step.otherwise === undefined ? later : join(later, blockFlow(step.otherwise, flow, way));
}

function milestoneFlow({ name }: Extract<Step, { kind: "Milestone" }>, flow: Flow, way: Way): Flow {
  if (name === undefined) return flow;
  const { check } = way;
  if (name.value.trim() === "") check.report("TJ3022", name.span, { what: "the name of a milestone" });
  const before = flow.milestones.get(name.value);
  if (before !== undefined) {
    const related = [{ file: check.file, span: before, message: "It is passed here before." }];
    check.report("TJ4055", name.span, { name: name.value }, { related });
    return flow;
  }
  return { ...flow, milestones: new Map([...flow.milestones, [name.value, name.span]]) };
}

function rememberFlow(step: Extract<Step, { kind: "Remember" }>, flow: Flow, way: Way): Flow {
  const type = way.check.typeOf(step.value, flow.scope);
  if (step.name === undefined) return flow;
  return givingName(step.name, type, flow, way);
}
