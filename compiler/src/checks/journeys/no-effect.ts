import type { Journey, Step } from "@trajet/grammar";
import { isControl } from "../../model/steps.ts";
import type { Check } from "../check.ts";

/** Steps that only lead on: they change nobody, send nothing, and leave no trace. */
function onlyLeads(step: Step): boolean {
  return step.kind === "Run" || (isControl(step) && step.kind !== "Milestone");
}

/**
 * Notes a journey in which contacts wait for nothing. One that is over at once is only begun, and a goal counts by itself.
 * `steps` are all, those of fragments included.
 */
export function checkEffect(journey: Journey, steps: readonly Step[], check: Check): void {
  if (journey.name === undefined || journey.settings.some(({ kind }) => kind === "Goal")) return;
  if (!steps.some(({ kind }) => kind === "Delay" || kind === "Wait")) return;
  if (!steps.every(onlyLeads)) return;
  check.report("TJ4054", journey.name.span, { journey: journey.name.text });
}
