import type { Journey, Step } from "@trajet/grammar";
import type { Check } from "../check.ts";

/** Steps that only lead on: they change nobody, send nothing, and leave no trace. */
const LEADING: ReadonlySet<Step["kind"]> = new Set([
  "Delay",
  "Wait",
  "If",
  "Match",
  "Split",
  "Repeat",
  "Remember",
  "Run",
  "Break",
  "Exit",
]);

/**
 * Notes a journey in which contacts wait for nothing. One that is over at once is only begun, and a goal counts by itself.
 * `steps` are all, those of fragments included.
 */
export function checkEffect(journey: Journey, steps: readonly Step[], check: Check): void {
  if (journey.name === undefined || journey.settings.some(({ kind }) => kind === "Goal")) return;
  if (!steps.some(({ kind }) => kind === "Delay" || kind === "Wait")) return;
  if (steps.some(({ kind }) => !LEADING.has(kind))) return;
  check.report("TJ4054", journey.name.span, { journey: journey.name.text });
}
