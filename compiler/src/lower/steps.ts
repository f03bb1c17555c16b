import type { Step as WrittenStep } from "@trajet/grammar";
import { isControl } from "../model/steps.ts";
import type { Step, StepId } from "../program/types.ts";
import { actionOf } from "./actions.ts";
import { type Body, placedSteps } from "./bodies.ts";
import { controlOf } from "./control.ts";
import { type Lowering, type Named, present } from "./lowering.ts";
import type { Enter, Operation, StepPlace } from "./operation.ts";
import { summaryOf } from "./print/step.ts";

/** The steps of a journey by id, and the first of them. */
export interface LoweredSteps {
  readonly first: StepId | null;
  readonly steps: Readonly<Record<StepId, Step>>;
}

type Steps = Map<StepId, Step | undefined>;

/**
 * Flattens the blocks of a journey and the fragments that it runs: each step names the one behind it, and the arms of a
 * branch meet behind it.
 */
export function lowerSteps(body: Body, place: Lowering): LoweredSteps {
  // In the order of the text from the beginning: a branch is made before the step that it belongs to.
  const steps: Steps = new Map([...placedSteps(body)].map(({ id }) => [id, undefined]));
  const first = lowerBody(body, null, place, steps);
  const made = [...steps].flatMap(([id, step]) => (step === undefined ? [] : [[id, step] as const]));
  return { first, steps: Object.fromEntries(made) };
}

/** Where a row of steps leads. */
interface Ways {
  readonly behind: StepId | null;
  /** The loop around, and what stands behind it. */
  readonly loop: { readonly id: StepId; readonly behind: StepId | null } | undefined;
}

function lowerBody(body: Body, behind: StepId | null, place: Lowering, steps: Steps): StepId | null {
  /** Lowers a row of steps, and gives its first; an empty one goes straight on to what stands behind it. */
  const row = (these: readonly WrittenStep[], ways: Ways): StepId | null => {
    const names = these.map((step) => present(body.ids.get(step), "the id of a step"));
    for (const [index, step] of these.entries()) {
      const [id = "", next = ways.behind] = names.slice(index);
      steps.set(id, lowerStep(step, id, { ...ways, behind: next }));
    }
    return names[0] ?? ways.behind;
  };

  const lowerStep = (step: WrittenStep, id: StepId, ways: Ways): Step => {
    const next = ways.behind;
    const enter: Enter = (block) => row(block?.steps ?? [], ways);
    const turn: Enter = (block) => row(block?.steps ?? [], { behind: id, loop: { id, behind: next } });
    const run = (names: ReadonlyMap<string, Named>): StepId | null => {
      const inner: Lowering = { ...place, names: new Map(names) };
      return lowerBody(present(body.calls.get(step), "a fragment"), next, inner, steps);
    };
    const at: StepPlace = { id, enter, turn, run, loop: ways.loop?.id, lowering: place, body };
    return { ...operationOf(step, at), next: nextOf(step, ways), summary: summaryOf(step) };
  };

  return row(body.steps, { behind, loop: undefined });
}

function operationOf(step: WrittenStep, at: StepPlace): Operation {
  return isControl(step) ? controlOf(step, at) : actionOf(step, at);
}

function nextOf(step: WrittenStep, { behind, loop }: Ways): StepId | null {
  if (step.kind === "Exit") return null;
  return step.kind === "Break" ? (loop?.behind ?? null) : behind;
}
