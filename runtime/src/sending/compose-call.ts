import type { WebhookProgram } from "@trajet/compiler/program";
import type { CallStep } from "../engine/calling.ts";
import type { LoadedProgram } from "../engine/draft.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Facts } from "../engine/facts.ts";
import type { WebhookRequest } from "../engine/request.ts";
import { encode, type Value } from "../engine/values.ts";
import { renderWebhook } from "../rendering/webhook.ts";
import { argumentsOf } from "./arguments.ts";

/**
 * Makes the request of a call. What it sends speaks of the webhook's parameters and of the contact, never of what the run
 * remembers.
 *
 * @throws RenderError where it cannot be made, as where an argument has no value
 */
export function composeCall(step: CallStep, loaded: LoadedProgram, facts: Facts): WebhookRequest {
  const webhook = webhookOf(step.webhook, loaded);
  return webhookRequest(step.webhook, argumentsOf(webhook, step.args, loaded, facts), loaded, facts);
}

/**
 * What a webhook is called with, given the values of its parameters.
 *
 * @throws RenderError where it cannot be made
 */
export function webhookRequest(
  name: string,
  args: Readonly<Record<string, Value>>,
  loaded: LoadedProgram,
  facts: Facts,
): WebhookRequest {
  const { program } = loaded;
  const webhook = webhookOf(name, loaded);
  const { url, headers } = renderWebhook(webhook, { program, facts, args, webhookName: name });
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

function webhookOf(name: string, { hash, program }: LoadedProgram): WebhookProgram {
  const webhook = program.webhooks?.[name];
  if (webhook === undefined) throw new Error(`program ${hash} lacks the webhook ${name}`);
  return webhook;
}
