import type { Program, Step, StepId, Watcher } from "./types.ts";
import { visitExpressions } from "./visit.ts";

/** What in a program leads nowhere: sentences without a full stop, none for a sound program. */
export function danglingReferences(program: Program): readonly string[] {
  return [
    ...danglingSteps(program),
    ...danglingSegments(program),
    ...danglingWatchers(program),
    ...danglingMessages(program),
    ...danglingPeople(program),
  ];
}

/** Every step that a step can go on to, in the order of its branches; `null` is the end of the journey. */
export function successors(step: Step): readonly (StepId | null)[] {
  switch (step.kind) {
    case "if":
      return [...step.branches.map((branch) => branch.next), step.else];
    case "split":
      return step.arms.map((arm) => arm.next);
    case "wait":
      return [...step.arms.map((arm) => arm.next), step.timeout];
    case "delay until":
      return [step.next, step.otherwise];
    case "send":
      return step.otherwise === undefined ? [step.next] : [step.next, step.otherwise];
    case "exit":
      return [];
    case "delay":
    case "tag":
    case "untag":
    case "join":
    case "leave group":
    case "unsubscribe":
    case "update":
    case "milestone":
      return [step.next];
    default:
      return step satisfies never;
  }
}

function danglingSteps(program: Program): string[] {
  const targets = Object.entries(program.steps).flatMap(([id, step]) =>
    [...successors(step), step.next].map((next) => [`step ${id}`, next] as const),
  );
  return [["its beginning", program.first] as const, ...targets]
    .filter(([, next]) => next !== null && !Object.hasOwn(program.steps, next))
    .map(([from, next]) => `${from} goes on to ${next}, which is not a step of it`);
}

function danglingSegments(program: Program): string[] {
  return program.segments.flatMap((segment) =>
    [segment.at, ...segment.steps, ...segment.ends]
      .filter((id) => !Object.hasOwn(program.steps, id))
      .map((id) => `a segment names ${id}, which is not a step of it`),
  );
}

function danglingWatchers(program: Program): string[] {
  return Object.entries(program.watch).flatMap(([key, watchers]) =>
    watchers
      .filter((watcher) => !watched(program, watcher))
      .map((watcher) => `what watches ${key} leads nowhere (${JSON.stringify(watcher)})`),
  );
}

function watched(program: Program, watcher: Watcher): boolean {
  switch (watcher.kind) {
    case "start":
      return (program.starts[watcher.index]?.trigger ?? null) !== null;
    case "exit":
      return program.exits[watcher.index]?.when !== undefined;
    case "arm": {
      const step = Object.hasOwn(program.steps, watcher.step) ? program.steps[watcher.step] : undefined;
      return step?.kind === "wait" && step.arms[watcher.arm]?.triggers[watcher.trigger] !== undefined;
    }
    default:
      return watcher satisfies never;
  }
}

function danglingMessages(program: Program): string[] {
  return Object.entries(program.steps).flatMap(([id, step]) =>
    step.kind === "send" && !Object.hasOwn(program.messages, step.message)
      ? [`step ${id} sends ${step.message}, which it does not hold`]
      : [],
  );
}

function danglingPeople(program: Program): string[] {
  const missing: string[] = [];
  visitExpressions(program, (expression) => {
    if (expression.op === "in segment" && !Object.hasOwn(program.people, expression.segment)) {
      missing.push(`it asks for the segment ${expression.segment}, whose condition it does not hold`);
    }
  });
  return missing;
}
