import type { Fragment, Journey, Step } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { blocksOf } from "../model/steps.ts";
import type { StepId } from "../program/types.ts";
import { LoweringError, present } from "./lowering.ts";
import { stepIds } from "./step-ids.ts";

/** The steps of a journey, or of a fragment at one place where it is run. */
export interface Body {
  readonly declaration: Journey | Fragment;
  /** The call path with a slash behind it, empty for a journey's own steps. */
  readonly path: string;
  readonly steps: readonly Step[];
  /** The ids in the program: behind the call path, where there is one. */
  readonly ids: ReadonlyMap<Step, StepId>;
  /** The body that each `run` in it leads to. */
  readonly calls: ReadonlyMap<Step, Body>;
}

/** A step of a program, and in whose text it stands. */
export interface PlacedStep {
  readonly id: StepId;
  readonly step: Step;
  readonly declaration: Journey | Fragment;
}

/**
 * The bodies of a journey and of the fragments that it runs. A fragment that is run twice is there twice, each time under
 * the id of the step that runs it.
 */
export function bodyOf(
  model: Model,
  declaration: Journey | Fragment,
  path = "",
  around: readonly Fragment[] = [],
): Body {
  const steps = stepsOf(declaration);
  const ids = new Map([...stepIds({ steps })].map(([step, id]) => [step, `${path}${id}`]));
  const calls = [...ids].flatMap(([step, id]) => {
    if (step.kind !== "Run") return [];
    const name = present(step.fragment, "a fragment").text;
    const fragment = present(model.symbols.fragments.get(name), `the fragment ${name}`);
    if (around.includes(fragment)) throw new LoweringError(`the fragment ${name} runs itself`);
    return [[step, bodyOf(model, fragment, `${id}/`, [...around, fragment])] as const];
  });
  return { declaration, path, steps, ids, calls: new Map(calls) };
}

function stepsOf(declaration: Journey | Fragment): readonly Step[] {
  return declaration.kind === "Journey" ? declaration.steps : (declaration.body?.steps ?? []);
}

/** The names of answers and codes that steps give, those of the fragments that they run included. */
export function answersIn(body: Body, steps: readonly Step[]): readonly string[] {
  const names = steps.flatMap((step) => {
    const own = step.kind === "Call" || step.kind === "GiveCoupon" ? step.as : undefined;
    const call = body.calls.get(step);
    return [
      ...(own === undefined ? [] : [`${body.path}${own.text}`]),
      ...(call === undefined ? [] : answersIn(call, call.steps)),
      ...blocksOf(step).flatMap((block) => answersIn(body, block.steps)),
    ];
  });
  return [...new Set(names)];
}

/** All steps in the order of the text, those of a fragment right behind the step that runs it. */
export function* placedSteps(body: Body, steps: readonly Step[] = body.steps): Generator<PlacedStep> {
  for (const step of steps) {
    yield { id: present(body.ids.get(step), "the id of a step"), step, declaration: body.declaration };
    const call = body.calls.get(step);
    if (call !== undefined) yield* placedSteps(call);
    for (const block of blocksOf(step)) yield* placedSteps(body, block.steps);
  }
}
