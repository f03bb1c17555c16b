import type { StepId } from "@trajet/compiler/program";
import { messageIdOf } from "../channels/message-id.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import type { Facts } from "../engine/facts.ts";
import { namesAt } from "../engine/remembered.ts";
import type { EffectRequest } from "../engine/request.ts";
import type { Run } from "../engine/run.ts";
import { runnableMessage } from "../engine/runnable.ts";
import { renderMessage } from "../rendering/render.ts";
import { argumentsOf } from "./arguments.ts";
import { composeCall } from "./compose-call.ts";

export interface Composer {
  /** The signed address at which a contact can unsubscribe; opaque, without personal data. */
  readonly unsubscribeUrl: (contactId: string, runId: string, step: StepId) => string;
}

/** Makes the rendered request of a sending: what a call will carry, on each attempt the same. */
export function createCompose(composer: Composer) {
  return function compose(run: Run, stepId: StepId, loaded: LoadedProgram, facts: Facts): EffectRequest {
    const { program } = loaded;
    const step = program.steps[stepId];
    if (step?.kind === "call") return composeCall(step, loaded, facts);
    if (step?.kind !== "send") throw new Error(`step ${stepId} of ${program.journey} sends nothing`);
    const written = program.messages[step.message];
    if (written === undefined) throw new Error(`program ${loaded.hash} lacks message ${step.message}`);
    const message = runnableMessage(written);
    const unsubscribeUrl = composer.unsubscribeUrl(facts.contact.id, run.id, stepId);
    const args = argumentsOf(message, step.args, loaded, facts);
    const mail = renderMessage(message, {
      program,
      facts,
      args,
      unsubscribeUrl,
      remembered: namesAt(run.remembered, stepId),
      messageName: step.message,
    });
    return {
      kind: "email",
      channel: "email",
      messageId: idOf(run, stepId, mail.from),
      from: mail.from,
      to: String(facts.contact.fields.email),
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      unsubscribeUrl: message.kind === "marketing" ? unsubscribeUrl : null,
    };
  };
}

/** The mail's Message-ID: made from run, step and visit, never from the attempt. */
function idOf(run: Run, step: StepId, from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "trajet.invalid";
  return messageIdOf(`${run.id}/${step}/${run.visits[step] ?? 0}`, domain);
}
