import type { Step } from "@trajet/compiler/program";
import { RenderError } from "../rendering/message.ts";
import { beginEffect } from "./begin-effect.ts";
import { type Draft, factsOf, type LoadedProgram } from "./draft.ts";
import { noteMessage } from "./note-message.ts";
import type { Run } from "./run.ts";

export type SendStep = Extract<Step, { kind: "send" }>;

/**
 * The gate: decides, in the transaction that writes the intent, whether the message may leave, and renders it.
 * Answers whether it may; a refusal is in the timeline.
 */
export function openGate(draft: Draft, run: Run, loaded: LoadedProgram, step: SendStep): boolean {
  const refusal = consentRefusal(draft, loaded, step);
  if (refusal !== null) {
    refuse(draft, run, step, refusal);
    return false;
  }
  try {
    const request = draft.ports.render(run, run.step ?? "", loaded, factsOf(draft, loaded.program, run));
    const labels = loaded.program.messages[step.message]?.labels ?? [];
    beginEffect(draft, run, { name: step.message, labels }, request);
    return true;
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    refuse(draft, run, step, error.message);
    return false;
  }
}

/** Unsubscribed, archived or cleaned contacts never get a marketing message, whatever the journey says. */
function consentRefusal(draft: Draft, loaded: LoadedProgram, step: SendStep): string | null {
  const { contact } = draft;
  const address = contact.fields.email;
  if (typeof address !== "string" || address === "") return "no email address";
  const status = contact.consent[step.channel] ?? "none";
  if (status === "cleaned") return "the address is cleaned: mail to it came back";
  if (contact.archived) return "the contact is archived";
  const marketing = loaded.program.messages[step.message]?.kind !== "transactional";
  return marketing && status !== "subscribed" ? `not subscribed to email (${status})` : null;
}

function refuse(draft: Draft, run: Run, step: SendStep, reason: string): void {
  noteMessage(draft, run, { channel: step.channel, name: step.message }, "refused", { reason });
}
