import type { Step } from "@trajet/grammar";
import { someStep } from "../../checks/journeys/reach.ts";
import { blocksOf } from "../../model/steps.ts";
import { type Branch, branchesOf } from "../flow/branches.ts";
import type { Subject } from "../subject.ts";

type Repeat = Extract<Step, { kind: "Repeat" }>;

/** Warns of loops that never turn a second time, and of those that can turn without any time passing. */
export function checkLoops(subject: Subject): void {
  const visit = (steps: readonly Step[]): void => {
    for (const step of steps) {
      if (step.kind === "Repeat") checkLoop(step, subject);
      for (const block of blocksOf(step)) visit(block.steps);
    }
  };
  visit(subject.journey.steps);
}

function checkLoop(step: Repeat, subject: Subject): void {
  const body = step.body?.steps ?? [];
  const at = { start: step.span.start, end: step.times?.span.end ?? step.body?.span.start ?? step.span.end };
  const ends = endsOf(body, subject);
  if (body.length === 0) return;
  if (!ends.through) subject.report("TJ4260", at, {});
  // Of a loop in which nothing at all lets time pass the checks have spoken.
  else if (ends.atOnce && Number(step.times?.text) > 1 && letsTimePass(body, subject))
    subject.report("TJ4261", at, {});
}

function letsTimePass(body: readonly Step[], { project }: Subject): boolean {
  return someStep(body, project.symbols, ({ kind }) => kind === "Delay" || kind === "Wait");
}

/** Whether some path through steps gets to their end, and whether one does without any time. */
interface Ends {
  readonly through: boolean;
  readonly atOnce: boolean;
}

const STRAIGHT: Ends = { through: true, atOnce: true };
const NOWHERE: Ends = { through: false, atOnce: false };

function endsOf(steps: readonly Step[], subject: Subject, inside: ReadonlySet<string> = new Set()): Ends {
  let ends = STRAIGHT;
  for (const [index, step] of steps.entries()) {
    const own = endsOfStep(step, steps[index - 1], subject, inside);
    ends = { through: ends.through && own.through, atOnce: ends.atOnce && own.atOnce };
  }
  return ends;
}

function endsOfStep(
  step: Step,
  before: Step | undefined,
  subject: Subject,
  inside: ReadonlySet<string>,
): Ends {
  switch (step.kind) {
    case "Exit":
    case "Break":
      return NOWHERE;
    case "Repeat":
      return innerLoop(step, subject, inside);
    case "Run": {
      const name = step.fragment?.text ?? "";
      const fragment = inside.has(name) ? undefined : subject.project.symbols.fragments.get(name);
      return endsOf(fragment?.body?.steps ?? [], subject, new Set([...inside, name]));
    }
    default:
      return branchesOf(step, before, undefined, subject.outcomeOf)
        .map((branch) => endsOfBranch(branch, subject, inside))
        .reduce(
          (one, other) => ({ through: one.through || other.through, atOnce: one.atOnce || other.atOnce }),
          NOWHERE,
        );
  }
}

/** A loop is left by its last turn, or by a `break`, which may come at once. */
function innerLoop(step: Repeat, subject: Subject, inside: ReadonlySet<string>): Ends {
  const body = step.body?.steps ?? [];
  const breaks = someStep(body, subject.project.symbols, ({ kind }) => kind === "Break");
  const ends = endsOf(body, subject, inside);
  return { through: ends.through || breaks, atOnce: ends.atOnce };
}

/** A wait may be over at once, yet it waits; a moment that has passed does not. */
function endsOfBranch(branch: Branch, subject: Subject, inside: ReadonlySet<string>): Ends {
  const inner = endsOf(branch.block?.steps ?? [], subject, inside);
  // A moment of the entry or of the contact is left out here: whether it has passed, only a run knows.
  const sure = branch.how.kind !== "passed";
  return { through: inner.through, atOnce: sure && !branch.suspends && inner.atOnce };
}
