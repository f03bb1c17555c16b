import type { CallStep } from "../engine/calling.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Facts } from "../engine/facts.ts";
import type { WebhookRequest } from "../engine/request.ts";
import { encode } from "../engine/values.ts";
import { renderWebhook } from "../rendering/webhook.ts";
import { argumentsOf } from "./arguments.ts";

/**
 * Makes the request of a call. What it sends speaks of the webhook's parameters and of the contact, never of what the run
 * remembers.
 *
 * @throws RenderError where it cannot be made, as where an argument has no value
 */
export function composeCall(step: CallStep, loaded: LoadedProgram, facts: Facts): WebhookRequest {
  const { program } = loaded;
  const webhook = program.webhooks?.[step.webhook];
  if (webhook === undefined) throw new Error(`program ${loaded.hash} lacks the webhook ${step.webhook}`);
  const args = argumentsOf(webhook, step.args, loaded, facts);
  const { url, headers } = renderWebhook(webhook, { program, facts, args, webhookName: step.webhook });
  const inside: Facts = { ...facts, names: { arguments: args } };
  return {
    kind: "webhook",
    method: webhook.method,
    url,
    headers,
    body: webhook.send === null ? null : JSON.stringify(encode(evaluate(webhook.send, program, inside))),
    secret: webhook.secret?.env ?? null,
    receive: webhook.receive,
  };
}
