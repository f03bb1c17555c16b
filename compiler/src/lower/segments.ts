import { successors } from "../program/references.ts";
import { mayHold, type Segment, type StepId, suspends } from "../program/types.ts";
import type { LoweredSteps } from "./steps.ts";

/**
 * Cuts the flow at its suspensions: a segment is what runs in one go, from the start or from behind a suspension up to
 * the suspensions in which it can end, these included. A sending that may be held is done behind its suspension, so a
 * segment ends in it and another begins with it. They stand in the order in which a run can first come to them.
 */
export function segmentsOf({ first, steps }: LoweredSteps): readonly Segment[] {
  const segments = new Map<StepId, Segment>();
  const open = first === null ? [] : [first];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (segments.has(at)) continue;
    const segment = segmentAt(at, steps);
    segments.set(at, segment);
    open.push(...segment.ends.flatMap((end) => (holds(end, steps) ? [end] : behind(end, steps))));
  }
  return [...segments.values()];
}

/** Every step that can be reached from `at` without passing through a suspension. */
function segmentAt(at: StepId, steps: LoweredSteps["steps"]): Segment {
  const reached = new Set<StepId>([at]);
  const stops = isSuspension(at, steps) && !holds(at, steps);
  const ends = new Set<StepId>(stops ? [at] : []);
  const open = stops ? [] : behind(at, steps);
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (isSuspension(id, steps)) ends.add(id);
    if (reached.has(id)) continue;
    reached.add(id);
    if (!isSuspension(id, steps)) open.push(...behind(id, steps));
  }
  return { at, steps: [...reached], ends: [...reached].filter((id) => ends.has(id)) };
}

function behind(id: StepId, steps: LoweredSteps["steps"]): StepId[] {
  const step = steps[id];
  return step === undefined ? [] : successors(step).filter((next) => next !== null);
}

function isSuspension(id: StepId, steps: LoweredSteps["steps"]): boolean {
  const step = steps[id];
  return step !== undefined && suspends(step);
}

function holds(id: StepId, steps: LoweredSteps["steps"]): boolean {
  const step = steps[id];
  return step !== undefined && mayHold(step);
}
