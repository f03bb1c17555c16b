import type { Step } from "@trajet/grammar";
import { wholeCondition } from "../conditions/whole.ts";
import { blockFlow, type Flow, inScope, joinAll, keywordSpan, suspended, type Way } from "./flow.ts";
import { checkLast } from "./last.ts";
import { checkArmsWin } from "./losing-arms.ts";
import { checkPoint } from "./points.ts";
import { checkSameWaits } from "./same-arms.ts";
import { checkTrigger } from "./triggers.ts";

type Wait = Extract<Step, { kind: "Wait" }>;

/** A wait goes on through the arm that happens, or through its limit. */
export function waitFlow(step: Wait, flow: Flow, way: Way): Flow {
  if (step.limit !== undefined) checkPoint(step.limit, "wait", flow.scope, way.check);
  else way.check.report("TJ4023", keywordSpan(step, "wait", way), {});
  if (step.until !== undefined && step.otherwise !== undefined) {
    way.check.report("TJ4051", step.otherwise.span, {});
  }
  checkOrder(step, way);
  const later = suspended(flow);
  const happened = step.until === undefined ? armFlows(step, later, way) : [untilFlow(step, later, way)];
  checkArmsWin(step, way.exits, later.scope, way.check);
  checkSameWaits(step.arms ?? [], way.check);
  const timedOut = step.limit === undefined ? [] : [blockFlow(step.otherwise, later, way)];
  if (step.limit === undefined && step.otherwise !== undefined) blockFlow(step.otherwise, later, way);
  return joinAll([...happened, ...timedOut], later);
}

/** A reader looks for the time-out behind what is waited for. */
function checkOrder(step: Wait, { check }: Way): void {
  const last = step.arms?.at(-1);
  if (step.otherwise !== undefined && last !== undefined)
    checkLast(step.otherwise, "otherwise", last.span, "the arms of the wait", check);
}

function untilFlow(step: Wait, flow: Flow, way: Way): Flow {
  switch (step.until?.kind) {
    case "trigger":
      return inScope(flow, checkTrigger(step.until.trigger, "wait", flow.scope, way.check).known);
    case "condition":
      return inScope(flow, wholeCondition(step.until.condition, flow.scope, way.check).whenTrue);
    default:
      return flow;
  }
}

function armFlows(step: Wait, flow: Flow, way: Way): readonly Flow[] {
  const arms = step.arms ?? [];
  return arms.map((arm) => {
    const happened = arm.triggers.map((trigger) =>
      inScope(flow, checkTrigger(trigger, "wait", flow.scope, way.check).known),
    );
    return blockFlow(arm.body, happened.length === 0 ? flow : joinAll(happened, flow), way);
  });
}
