import type { Name, Step } from "@trajet/grammar";
import { allSteps, ownSteps } from "../../model/steps.ts";
import type { Symbols } from "../../model/symbols.ts";

/** Whether a step passes a test, or one inside it, or one of the fragments that they run. */
export function someStep(steps: readonly Step[], symbols: Symbols, test: (step: Step) => boolean): boolean {
  return allSteps(steps, symbols).some(test);
}

/** Names of the messages that steps send. */
export function messagesSent(steps: readonly Step[], symbols: Symbols): ReadonlySet<string> {
  return sentBy(allSteps(steps, symbols));
}

/** Names of the messages that these steps send, those inside them not among them. */
export function sentBy(steps: readonly Step[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of steps)
    if (step.kind === "Send" && step.message !== undefined) names.add(step.message.text);
  return names;
}

/** Names that steps give to what they remember or are answered: each turn of a loop gives them anew. */
export function namesGiven(steps: readonly Step[], symbols: Symbols): readonly string[] {
  return allSteps(steps, symbols).flatMap(
    (step) => (step.kind === "Remember" ? step.name : answerName(step))?.text ?? [],
  );
}

/** Names of answers and codes that steps give here, those of fragments not among them: each turn of a loop clears them. */
export function answersGiven(steps: readonly Step[]): readonly string[] {
  return ownSteps(steps).flatMap((step) => answerName(step)?.text ?? []);
}

/** The name that a step gives to an answer or a code; where it is refused there is none. */
export function answerName(step: Step): Name | undefined {
  return step.kind === "Call" || step.kind === "GiveCoupon" ? step.as : undefined;
}
