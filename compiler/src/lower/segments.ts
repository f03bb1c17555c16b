import { successors } from "../program/references.ts";
import { type Segment, type Step, type StepId, SUSPENDING } from "../program/types.ts";
import type { LoweredSteps } from "./steps.ts";

/**
 * Cuts the flow at its suspensions: a segment is what runs in one go, from the start or from behind a suspension up to
 * the suspensions in which it can end, these included. They stand in the order in which a run can first come to them.
 */
export function segmentsOf({ first, steps }: LoweredSteps): readonly Segment[] {
  const segments = new Map<StepId, Segment>();
  const open = first === null ? [] : [first];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (segments.has(at)) continue;
    const segment = segmentAt(at, steps);
    segments.set(at, segment);
    open.push(...segment.ends.flatMap((end) => behind(end, steps)));
  }
  return [...segments.values()];
}

/** Every step that can be reached from `at` without passing through a suspension. */
function segmentAt(at: StepId, steps: LoweredSteps["steps"]): Segment {
  const reached = new Set<StepId>();
  const open = [at];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (reached.has(id)) continue;
    reached.add(id);
    if (!isSuspension(steps[id])) open.push(...behind(id, steps));
  }
  return { at, steps: [...reached], ends: [...reached].filter((id) => isSuspension(steps[id])) };
}

function behind(id: StepId, steps: LoweredSteps["steps"]): readonly StepId[] {
  const step = steps[id];
  return step === undefined ? [] : successors(step).filter((next) => next !== null);
}

function isSuspension(step: Step | undefined): boolean {
  return step !== undefined && SUSPENDING.has(step.kind);
}
