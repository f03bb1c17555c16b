import type { Step } from "@trajet/grammar";
import { blocksOf } from "../../model/steps.ts";
import { durationIn } from "../flow/amounts.ts";
import type { Subject } from "../subject.ts";

/** Says of two delays, one right behind the other, that they can be one. */
export function checkDelaysInARow(subject: Subject): void {
  checkRow(subject.journey.steps, subject);
}

function checkRow(steps: readonly Step[], subject: Subject): void {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (before !== undefined && isPlain(before) && isPlain(step) && step.label === undefined) {
      const related = [{ file: subject.file, span: before.span, message: "The delay before it." }];
      subject.report("TJ4207", step.span, {}, { related });
    }
    for (const block of blocksOf(step)) checkRow(block.steps, subject);
  }
}

/** A delay of a duration that is written out, and of which nothing more is said. */
function isPlain(step: Step): boolean {
  return (
    step.kind === "Delay" && step.doc === undefined && durationIn(step.duration, undefined) !== undefined
  );
}
