import { inputsOf } from "../program/inputs.ts";
import {
  type ExitRule,
  type Expr,
  type Goal,
  type InputKey,
  inputKey,
  type Program,
  type StartPoint,
  type Step,
  type StepId,
  type Trigger,
  type Watcher,
} from "../program/types.ts";

/** What can watch. */
interface Watching {
  readonly starts: readonly StartPoint[];
  readonly exits: readonly ExitRule[];
  readonly goals: readonly Goal[];
  readonly steps: Readonly<Record<StepId, Step>>;
  readonly people: ReadonlyMap<string, Expr>;
}

type Watched = readonly [InputKey, Watcher];

/** What a run, or the door of the journey, must be told of: each trigger of a start, an exit, a goal or a wait, by its input. */
export function watchMap({ starts, exits, goals, steps, people }: Watching): Program["watch"] {
  const watch: Record<InputKey, Watcher[]> = {};
  const all: readonly Watched[] = [
    ...starts.flatMap(({ trigger }, index) => watched(trigger, { kind: "start", index })),
    ...exits.flatMap(({ when }, index) => watched(when, { kind: "exit", index })),
    ...goals.flatMap(({ triggers }, index) =>
      triggers.flatMap((when, trigger) => watched(when, { kind: "goal", index, trigger })),
    ),
    ...Object.entries(steps).flatMap(([id, step]) => watchedByStep(id, step, people)),
  ];
  for (const [key, watcher] of all) watch[key] = [...(watch[key] ?? []), watcher];
  return watch;
}

function watched(trigger: Trigger | null | undefined, watcher: Watcher): readonly Watched[] {
  return trigger ? [[inputKey(trigger), watcher]] : [];
}

function watchedByStep(step: StepId, operation: Step, people: ReadonlyMap<string, Expr>): readonly Watched[] {
  if (operation.kind !== "wait") return [];
  const arms = operation.arms.flatMap((one, arm) =>
    one.triggers.flatMap((when, trigger) => watched(when, { kind: "arm", step, arm, trigger })),
  );
  const inputs = operation.until === undefined ? [] : inputsOf(operation.until, people);
  return [...arms, ...inputs.map((key): Watched => [key, { kind: "until", step }])];
}
