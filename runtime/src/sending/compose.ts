import type { StepId } from "@trajet/compiler/program";
import { addressOf } from "../engine/address.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import type { Facts } from "../engine/facts.ts";
import { namesAt } from "../engine/remembered.ts";
import type { EffectRequest } from "../engine/request.ts";
import type { Run } from "../engine/run.ts";
import { sendingOf } from "../engine/sending-name.ts";
import { RenderError } from "../rendering/message.ts";
import type { Tracking } from "../rendering/tracked.ts";
import type { SurveySending } from "../store/gateway.ts";
import { argumentsOf } from "./arguments.ts";
import { composeCall } from "./compose-call.ts";
import { composeChannelMessage } from "./compose-channel-message.ts";
import { composeEmail } from "./compose-email.ts";
import { composeMove } from "./compose-move.ts";
import { composeSms } from "./compose-sms.ts";

export interface Composer {
  /** The signed address at which a contact can unsubscribe from a channel; opaque, without personal data. */
  readonly unsubscribeUrl: (contactId: string, runId: string, step: StepId, channel: string) => string;
  /** The signed address at which a contact answers one sending of a survey. */
  readonly surveyUrl: (sending: SurveySending) => string;
  /** How opens and clicks of a sending are known; nothing is tracked without it. */
  readonly tracking?: (sending: string) => Tracking;
}

/** Makes the rendered request of a sending: what a call will carry, on each attempt the same. */
export function createCompose(composer: Composer) {
  return function compose(run: Run, stepId: StepId, loaded: LoadedProgram, facts: Facts): EffectRequest {
    const { program } = loaded;
    const step = program.steps[stepId];
    if (step?.kind === "call") return composeCall(step, loaded, facts);
    if (step?.kind === "add to" || step?.kind === "remove from") return composeMove(step, loaded, facts);
    if (step?.kind !== "send") throw new Error(`step ${stepId} of ${program.journey} sends nothing`);
    const message = program.messages[step.message];
    if (message === undefined) throw new Error(`program ${loaded.hash} lacks message ${step.message}`);
    const to = addressOf(step, program, facts);
    if (to === null) throw new RenderError("the receiver has no value");
    const visit = run.visits[stepId] ?? 0;
    const effectKey = sendingOf(run.id, { step: stepId, visit });
    const input = {
      program,
      facts,
      args: argumentsOf(message, step.args, loaded, facts),
      unsubscribeUrl: composer.unsubscribeUrl(facts.contact.id, run.id, stepId, message.channel),
      remembered: namesAt(run.remembered, stepId),
      messageName: step.message,
      ...(composer.tracking && { tracking: composer.tracking(effectKey) }),
    };
    switch (message.form) {
      case undefined:
        return composeEmail(message, input, { to, effectKey });
      case "survey": {
        const surveyUrl = composer.surveyUrl({ contact: facts.contact.id, run: run.id, step: stepId, visit });
        return composeEmail(message, { ...input, surveyUrl }, { to, effectKey });
      }
      case "sms":
        return composeSms(message, input, to);
      case "message":
        return composeChannelMessage(message, input, loaded, to);
      default:
        return message satisfies never;
    }
  };
}
