import type { Step } from "@trajet/grammar";
import type { Symbols } from "../../model/symbols.ts";

/** The steps inside a step, in the order of the text. */
export function innerSteps(step: Step): readonly Step[] {
  const otherwise = step.otherwise?.steps ?? [];
  switch (step.kind) {
    case "Wait":
      return [...(step.arms ?? []).flatMap((arm) => arm.body?.steps ?? []), ...otherwise];
    case "If":
      return [...step.branches.flatMap((branch) => branch.body?.steps ?? []), ...(step.else?.steps ?? [])];
    case "Match":
      return [...step.cases.flatMap((each) => each.body?.steps ?? []), ...(step.else?.steps ?? [])];
    case "Split":
      return step.arms.flatMap((arm) => arm.body?.steps ?? []);
    case "Repeat":
      return step.body?.steps ?? [];
    default:
      return otherwise;
  }
}

/** All steps, those inside others and those of the fragments that they run included. */
export function allSteps(
  steps: readonly Step[],
  symbols: Symbols,
  seen: ReadonlySet<string> = new Set(),
): readonly Step[] {
  return steps.flatMap((step) => [
    step,
    ...allSteps(innerSteps(step), symbols, seen),
    ...fragmentSteps(step, symbols, seen),
  ]);
}

function fragmentSteps(step: Step, symbols: Symbols, seen: ReadonlySet<string>): readonly Step[] {
  if (step.kind !== "Run" || step.fragment === undefined || seen.has(step.fragment.text)) return [];
  const body = symbols.fragments.get(step.fragment.text)?.body?.steps ?? [];
  return allSteps(body, symbols, new Set([...seen, step.fragment.text]));
}

export function someStep(steps: readonly Step[], symbols: Symbols, test: (step: Step) => boolean): boolean {
  return allSteps(steps, symbols).some(test);
}

/** Names of the messages that steps send. */
export function messagesSent(steps: readonly Step[], symbols: Symbols): ReadonlySet<string> {
  const names = allSteps(steps, symbols).map((step) =>
    step.kind === "Send" ? step.message?.text : undefined,
  );
  return new Set(names.filter((name) => name !== undefined));
}

/** Names that steps give to what they remember or are answered: each turn of a loop gives them anew. */
export function namesGiven(steps: readonly Step[], symbols: Symbols): readonly string[] {
  return allSteps(steps, symbols).flatMap((step) => {
    if (step.kind === "Remember") return step.name?.text ?? [];
    return step.kind === "Call" || step.kind === "GiveCoupon" ? (step.as?.text ?? []) : [];
  });
}
