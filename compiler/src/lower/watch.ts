import {
  type ExitRule,
  type InputKey,
  inputKey,
  type Program,
  type StartPoint,
  type Trigger,
  type Watcher,
} from "../program/types.ts";
import type { LoweredSteps } from "./steps.ts";

/** What a run, or the door of the journey, must be told of: each trigger of a start, an exit or a wait, by its input. */
export function watchMap(
  starts: readonly StartPoint[],
  exits: readonly ExitRule[],
  { steps }: LoweredSteps,
): Program["watch"] {
  const watch: Record<InputKey, Watcher[]> = {};
  const add = (trigger: Trigger | null | undefined, watcher: Watcher): void => {
    if (!trigger) return;
    const key = inputKey(trigger);
    watch[key] = [...(watch[key] ?? []), watcher];
  };
  starts.forEach((start, index) => {
    add(start.trigger, { kind: "start", index });
  });
  exits.forEach((exit, index) => {
    add(exit.when, { kind: "exit", index });
  });
  for (const [step, operation] of Object.entries(steps)) {
    if (operation.kind !== "wait") continue;
    operation.arms.forEach((one, arm) => {
      one.triggers.forEach((when, trigger) => {
        add(when, { kind: "arm", step, arm, trigger });
      });
    });
  }
  return watch;
}
