import type { Step } from "@trajet/grammar";
import { blocksOf } from "../../lower/step-ids.ts";
import type { Symbols } from "../../model/symbols.ts";

/** All steps that are written here, those inside others included, in the order of the text. */
export function ownSteps(steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  collect(steps, undefined, NONE, found);
  return found;
}

/** All steps, those inside others and those of the fragments that they run included. */
export function allSteps(steps: readonly Step[], symbols: Symbols): readonly Step[] {
  const found: Step[] = [];
  collect(steps, symbols, NONE, found);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

/** Without `symbols` fragments are not looked into; `seen` are those around. */
function collect(
  steps: readonly Step[],
  symbols: Symbols | undefined,
  seen: ReadonlySet<string>,
  into: Step[],
): void {
  for (const step of steps) {
    into.push(step);
    for (const block of blocksOf(step)) collect(block.steps, symbols, seen, into);
    if (symbols === undefined || step.kind !== "Run" || step.fragment === undefined) continue;
    const name = step.fragment.text;
    if (seen.has(name)) continue;
    const body = symbols.fragments.get(name)?.body;
    if (body !== undefined) collect(body.steps, symbols, new Set([...seen, name]), into);
  }
}

export function someStep(steps: readonly Step[], symbols: Symbols, test: (step: Step) => boolean): boolean {
  return allSteps(steps, symbols).some(test);
}

/** Names of the messages that steps send. */
export function messagesSent(steps: readonly Step[], symbols: Symbols): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of allSteps(steps, symbols))
    if (step.kind === "Send" && step.message !== undefined) names.add(step.message.text);
  return names;
}

/** Names that steps give to what they remember or are answered: each turn of a loop gives them anew. */
export function namesGiven(steps: readonly Step[], symbols: Symbols): readonly string[] {
  return allSteps(steps, symbols).flatMap((step) => {
    if (step.kind === "Remember") return step.name?.text ?? [];
    return step.kind === "Call" || step.kind === "GiveCoupon" ? (step.as?.text ?? []) : [];
  });
}
