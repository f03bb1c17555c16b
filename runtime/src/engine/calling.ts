import type { Step } from "@trajet/compiler/program";
import { RenderError } from "../rendering/message.ts";
import { isWrongValue } from "./asked.ts";
import { beginEffect } from "./begin-effect.ts";
import { type Draft, factsOf, type LoadedProgram, note } from "./draft.ts";
import type { Json } from "./facts.ts";
import { keep } from "./remembered.ts";
import type { Effect, Run } from "./run.ts";
import { decode } from "./values.ts";

export type CallStep = Extract<Step, { kind: "call" }>;

/**
 * Renders the call of a webhook in the transaction that writes its intent. Answers whether it can be made; a refusal is in
 * the timeline. What an earlier call of the step answered is forgotten.
 */
export function openCall(draft: Draft, run: Run, loaded: LoadedProgram, step: CallStep): boolean {
  if (step.as !== null) keep(run, step.as, null);
  try {
    const facts = factsOf(draft, loaded.program, run);
    beginEffect(draft, run, { name: step.webhook }, draft.ports.render(run, run.step ?? "", loaded, facts));
    return true;
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    note(draft, run, "refused", { name: step.webhook, reason: error.message }, draft.now);
    return false;
  }
}

/** It cannot be made of what is stored. */
const isOfTheData = (error: unknown): error is Error => error instanceof RenderError || isWrongValue(error);

/** Puts the answer of a call under the name that its step gives it. It was checked when it came. */
export function rememberAnswer(draft: Draft, run: Run, effect: Effect, answer: Json): void {
  const { program } = draft.ports.program(run.program);
  const step = program.steps[effect.step];
  if (effect.request.kind !== "webhook" || step?.kind !== "call") return;
  if (step.as === null || effect.request.receive === null) return;
  keep(run, step.as, decode(effect.request.receive, answer));
  draft.changed.runs.add(run);
}
