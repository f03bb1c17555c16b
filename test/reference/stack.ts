import type { Block, Step } from "@trajet/grammar";
import { type Frame, type Run, stepsOf } from "./world.ts";

/* Where a run is among the steps: blocks within blocks, and the turns of loops. */

/** How a run goes on behind what a step did. */
export type OnFrom = () => void;
/** It rests, or has left. */
export const stay: OnFrom = () => {};

/** Goes into a block, and behind it to what follows the step; a missing or an empty one is passed. */
export function into(run: Run, block: Block | undefined, more: Partial<Frame> = {}): void {
  const { path = "", args = new Map() } = run.stack.at(-1) ?? {};
  run.stack.push({ steps: stepsOf(block), index: 0, path, args, ...more });
  pop(run);
}

/** Goes on behind the step. */
export function next(run: Run): void {
  const frame = run.stack.at(-1);
  if (frame !== undefined) frame.index += 1;
  pop(run);
}

function pop(run: Run): void {
  for (let frame = run.stack.at(-1); frame !== undefined; frame = run.stack.at(-1)) {
    if (frame.index < frame.steps.length) return;
    if (frame.loop !== undefined && frame.loop.turn < frame.loop.times) {
      turn(run, frame);
      return;
    }
    run.stack.pop();
    const outer = run.stack.at(-1);
    if (outer !== undefined) outer.index += 1;
  }
}

function turn(run: Run, frame: Frame): void {
  frame.index = 0;
  if (frame.loop === undefined) return;
  frame.loop.turn += 1;
  for (const name of frame.loop.clears) run.remembered.delete(`${frame.path}${name}`);
}

/** Goes on behind the innermost loop. */
export function breakLoop(run: Run): void {
  while (run.stack.at(-1)?.loop === undefined) run.stack.pop();
  run.stack.pop();
  next(run);
}

/** The names of answers in a loop's body, which each turn forgets. */
export function namesGiven(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (step.kind === "Call" && step.as !== undefined ? [step.as.text] : []));
}
