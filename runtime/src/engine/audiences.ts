import type { Step } from "@trajet/compiler/program";
import { RenderError } from "../rendering/message.ts";
import { cause } from "./actions.ts";
import { beginEffect } from "./begin-effect.ts";
import { type Draft, factsOf, type LoadedProgram, note } from "./draft.ts";
import type { Effect, Run } from "./run.ts";

export type MoveStep = Extract<Step, { kind: "add to" | "remove from" }>;

/**
 * Decides, in the transaction that writes the intent, whether a contact goes into a custom audience or out of it. Adding
 * who is there and removing who is not changes nothing. To be shown advertisements is marketing: an archived contact, and
 * an identifier of a channel to which the contact is not subscribed, are not handed over.
 */
export function openMove(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: MoveStep,
): "effect" | "nothing" | "refused" {
  const { customAudience: name } = step;
  const adds = step.kind === "add to";
  if (draft.contact.customAudiences.has(name) === adds) return "nothing";
  const refuse = (reason: string) => {
    note(draft, run, "refused", { name, reason }, draft.now);
    return "refused" as const;
  };
  if (adds && draft.contact.archived) return refuse("the contact is archived");
  try {
    const facts = factsOf(draft, loaded.program, run);
    beginEffect(draft, run, { name }, draft.ports.render(run, run.step ?? "", loaded, facts));
    return "effect";
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return refuse(error.message);
  }
}

/** The network took it: conditions see it from now on, and it is an event. */
export function recordMove(draft: Draft, run: Run, { request, name }: Effect): void {
  if (request.kind !== "audience") return;
  const adds = request.action === "add";
  const { customAudiences } = draft.contact;
  if (customAudiences.has(name) === adds) return;
  if (adds) customAudiences.set(name, request.identifiers);
  else customAudiences.delete(name);
  draft.changed.customAudiences.add(name);
  cause(draft, run, `people${adds ? "+" : "-"}:${name}`, {});
}
