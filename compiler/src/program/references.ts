import type { Expr, Program, Step, StepId, Trigger, Watcher } from "./types.ts";
import { visitProgram } from "./visit.ts";

/** What in a program leads nowhere: sentences without a full stop, none for a sound program. */
export function danglingReferences(program: Program): readonly string[] {
  return [
    ...danglingSteps(program),
    ...danglingSegments(program),
    ...danglingWatchers(program),
    ...danglingDeclarations(program),
    ...danglingExpressions(program),
  ];
}

/** Every step that a step can go on to, in the order of its branches; `null` is the end of the journey. */
export function successors(step: Step): readonly (StepId | null)[] {
  switch (step.kind) {
    case "if":
      return [...step.branches.map((branch) => branch.next), step.else];
    case "match":
      return [...step.cases.map((one) => one.next), step.else];
    case "split":
      return step.arms.map((arm) => arm.next);
    case "wait":
      return [
        ...step.arms.map((arm) => arm.next),
        ...(step.until === undefined ? [] : [step.next]),
        step.timeout,
      ];
    case "repeat":
      return [step.body, step.next];
    case "run":
      return [step.body];
    case "delay until":
      return [step.next, step.otherwise];
    case "send":
    case "call":
    case "give coupon":
    case "add to":
    case "remove from":
    case "start journey":
      return step.otherwise === undefined ? [step.next] : [step.next, step.otherwise];
    case "exit":
      return [];
    case "delay":
    case "break":
    case "remember":
    case "leave journey":
    case "archive":
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
    case "goal":
      return program.goals?.[watcher.index]?.triggers[watcher.trigger] !== undefined;
    case "arm": {
      const step = stepOf(program, watcher.step);
      return step?.kind === "wait" && step.arms[watcher.arm]?.triggers[watcher.trigger] !== undefined;
    }
    case "until": {
      const step = stepOf(program, watcher.step);
      return step?.kind === "wait" && step.until !== undefined;
    }
    default:
      return watcher satisfies never;
  }
}

function stepOf(program: Program, id: StepId): Step | undefined {
  return Object.hasOwn(program.steps, id) ? program.steps[id] : undefined;
}

/** What a step or a channel names and the program does not hold. */
function danglingDeclarations(program: Program): string[] {
  const steps = Object.entries(program.steps).flatMap(([id, step]) => {
    const missing = missingOf(program, step);
    return missing === undefined ? [] : [`step ${id} ${missing}, which it does not hold`];
  });
  const channels = Object.entries(program.channels ?? {}).flatMap(([name, { through }]) =>
    holds(program.webhooks, through)
      ? []
      : [`channel ${name} goes through ${through}, which it does not hold`],
  );
  return [...steps, ...channels];
}

function missingOf(program: Program, step: Step): string | undefined {
  switch (step.kind) {
    case "send":
      return sendMissing(program, step);
    case "call":
      return holds(program.webhooks, step.webhook) ? undefined : `calls ${step.webhook}`;
    case "give coupon":
      return holds(program.coupons, step.coupon) ? undefined : `gives ${step.coupon}`;
    case "add to":
    case "remove from":
      return holds(program.customAudiences, step.customAudience) ? undefined : `names ${step.customAudience}`;
    case "run":
      return holds(program.fragments, step.fragment) ? undefined : `runs ${step.fragment}`;
    case "break":
      return stepOf(program, step.loop)?.kind === "repeat" ? undefined : `leaves ${step.loop}`;
    default:
      return undefined;
  }
}

function sendMissing(program: Program, step: Extract<Step, { kind: "send" }>): string | undefined {
  const message = holds(program.messages, step.message) ? program.messages[step.message] : undefined;
  if (message === undefined) return `sends ${step.message}`;
  const known = message.form !== "message" || holds(program.channels, message.channel);
  return known ? undefined : `sends by ${message.channel}`;
}

function holds(table: Readonly<Record<string, unknown>> | undefined, name: string): boolean {
  return table !== undefined && Object.hasOwn(table, name);
}

/** Segments and surveys about which an expression or a trigger asks. */
function danglingExpressions(program: Program): string[] {
  const missing: string[] = [];
  visitProgram(program, {
    expression: (expression: Expr) => {
      if (expression.op === "in segment" && !holds(program.people, expression.segment)) {
        missing.push(`it asks for the segment ${expression.segment}, whose condition it does not hold`);
      }
    },
    trigger: (trigger: Trigger) => {
      if (trigger.on === "answers" && !holds(program.answers, trigger.survey)) {
        missing.push(`it speaks of the survey ${trigger.survey}, whose questions it does not hold`);
      }
    },
  });
  return missing;
}
