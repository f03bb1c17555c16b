import { addressOf } from "../engine/address.ts";
import type { LoadedProgram, Ports } from "../engine/draft.ts";
import type { Facts } from "../engine/facts.ts";
import type { EffectRequest, WebhookRequest } from "../engine/request.ts";
import type { SendStep } from "../engine/sending.ts";
import { RenderError } from "../rendering/message.ts";
import { argumentsOf } from "../sending/arguments.ts";
import { composeMove } from "../sending/compose-move.ts";

/**
 * Makes requests without their texts: nobody reads them. What decides whether a message leaves is asked all the same: its
 * receiver, and whether each argument has a value. What fails only inside a template is not found by it.
 *
 * @throws RenderError as the rendering of the texts does
 */
export const lightRender: Ports["render"] = (_run, stepId, loaded, facts) => {
  const step = loaded.program.steps[stepId];
  switch (step?.kind) {
    case "send":
      return messageWithoutText(step, loaded, facts);
    case "call": {
      const webhook = loaded.program.webhooks?.[step.webhook];
      if (webhook === undefined) throw new Error(`program ${loaded.hash} lacks the webhook ${step.webhook}`);
      argumentsOf(webhook, step.args, loaded, facts);
      return { ...NO_CALL, receive: webhook.receive };
    }
    case "add to":
    case "remove from":
      return composeMove(step, loaded, facts);
    default:
      throw new Error(`step ${stepId} of ${loaded.program.journey} sends nothing`);
  }
};

function messageWithoutText(step: SendStep, loaded: LoadedProgram, facts: Facts): EffectRequest {
  const { program, hash } = loaded;
  const message = program.messages[step.message];
  if (message === undefined) throw new Error(`program ${hash} lacks message ${step.message}`);
  const to = addressOf(step, program, facts);
  if (to === null) throw new RenderError("the receiver has no value");
  argumentsOf(message, step.args, loaded, facts);
  switch (message.form) {
    case undefined:
    case "survey":
      return { ...NO_MAIL, to };
    case "sms":
      return { kind: "sms", channel: "sms", to, text: "", segments: 1 };
    case "message":
      return {
        kind: "message",
        channel: message.channel,
        to,
        title: null,
        text: null,
        url: null,
        call: NO_CALL,
      };
    default:
      return message satisfies never;
  }
}

const NO_MAIL = {
  kind: "email",
  channel: "email",
  messageId: "",
  from: "",
  subject: "",
  html: "",
  text: "",
  unsubscribeUrl: null,
} as const;

const NO_CALL: WebhookRequest = {
  kind: "webhook",
  method: "POST",
  url: "",
  headers: [],
  body: null,
  secret: null,
  receive: null,
};
