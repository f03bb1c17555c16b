import type { Step } from "@trajet/grammar";
import { forgettingName } from "../../analyses/conditions/knowledge.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { meet, withCleared, withKnowledge } from "../scope.ts";
import { afterSending, blockFlow, type Flow, inScope, keywordSpan, suspended, type Way } from "./flow.ts";
import { answersGiven, messagesSent, namesGiven, someStep } from "./reach.ts";

/** A loop is bounded, and has to let time pass. What its turns send can be spoken of in the next turn. */
export function repeatFlow(step: Extract<Step, { kind: "Repeat" }>, flow: Flow, way: Way): Flow {
  const { check } = way;
  wholeNumber(step.times, 1, "a number of turns", check);
  const body = step.body?.steps ?? [];
  // A loop inside lets time pass, or has been told of it.
  const letsTimePass = someStep(body, check.symbols, ({ kind }) =>
    ["Delay", "Wait", "Repeat"].includes(kind),
  );
  if (!letsTimePass) check.report("TJ4028", keywordSpan(step, "repeat", way), {});
  const first = suspended(afterSending(flow, messagesSent(body, check.symbols)));
  const knowledge = namesGiven(body, check.symbols).reduce(forgettingName, first.scope.knowledge);
  const cleared = withCleared(first.scope, answersGiven(body));
  const start = inScope(first, withKnowledge(cleared, knowledge));
  const turned = blockFlow(step.body, start, { ...way, inRepeat: true });
  const behind = { ...flow, milestones: turned.milestones };
  return suspended(inScope(behind, meet(start.scope, turned.scope)));
}
