import type { Webhook, WebhookItem } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import type { ChannelProgram, Expr, WebhookProgram } from "../program/types.ts";
import { type Lowering, type Named, outsidePlace, present } from "./lowering.ts";
import { partialsOfLines } from "./partials.ts";
import { useTemplates } from "./template-uses.ts";
import { parametersOf, wireType } from "./value-types.ts";

type ItemOf<K extends WebhookItem["kind"]> = WebhookItem & { readonly kind: K };

/** A webhook, whose fields become fields that the program reads. */
export function lowerWebhook(name: string, program: Lowering): WebhookProgram {
  const { model } = program;
  const webhook = webhookOf(model, name);
  const place = webhookPlace(webhook, program);
  const url = present(itemOf(webhook, "WebhookUrl")?.text, `the url of ${name}`).value;
  useTemplates(webhook, program);
  const body = itemOf(webhook, "Send")?.body;
  const answer = answerOf(model, name);
  return {
    method: itemOf(webhook, "Method")?.text?.value ?? "POST",
    url,
    ...partialsOfLines(model, webhook),
    headers: webhook.items.flatMap((item) => (item.kind === "Header" ? [headerOf(item)] : [])),
    secret: secretOf(webhook),
    parameters: parametersOf(model, webhook.parameters),
    send: body === undefined ? null : place.expression(body, place),
    receive: answer === undefined ? null : wireType(answer),
    // Its calls have an id that stays the same, by which the other side knows a repeated one.
    ifUnknown: itemOf(webhook, "IfUnknown")?.policy ?? "resend",
  };
}

/** The type of a webhook's answer; `undefined` if nothing is received. */
export function answerOf(model: Model, name: string): Type | undefined {
  const receive = itemOf(webhookOf(model, name), "Receive");
  return receive === undefined ? undefined : model.types.shape(receive.shape, name);
}

/** A further channel. Its address is a field of the contact, which the program reads. */
export function lowerChannel(name: string, program: Lowering): ChannelProgram {
  const channel = present(program.model.symbols.channels.get(name), `the channel ${name}`);
  const through = present(channel.through[0], `the webhook of ${name}`).text;
  program.uses.webhooks.add(through);
  return { to: channelAddress(name, program), through };
}

/** Where a further channel reaches a contact. */
export function channelAddress(name: string, program: Lowering): Expr {
  const channel = present(program.model.symbols.channels.get(name), `the channel ${name}`);
  const place = outsidePlace(program);
  return place.expression(present(channel.to[0], `the address of ${name}`), place);
}

function webhookOf(model: Model, name: string): Webhook {
  return present(model.symbols.webhooks.get(name), `the webhook ${name}`);
}

function itemOf<K extends WebhookItem["kind"]>(webhook: Webhook, kind: K): ItemOf<K> | undefined {
  return webhook.items.find((item): item is ItemOf<K> => item.kind === kind);
}

/** What is sent speaks of the webhook's parameters, and of the contact. */
function webhookPlace(webhook: Webhook, program: Lowering): Lowering {
  const parameters = [...program.model.types.parameters(webhook.parameters)].map(
    ([name, type]): [string, Named] => [name, { root: "argument", key: name, types: [type] }],
  );
  return { ...outsidePlace(program), names: new Map(parameters) };
}

function headerOf({ name, value, env }: ItemOf<"Header">): WebhookProgram["headers"][number] {
  const header = present(name, "the name of a header").value;
  if (env !== undefined) return { name: header, env: env.text };
  return { name: header, value: present(value, `the header ${header}`).value };
}

function secretOf(webhook: Webhook): WebhookProgram["secret"] {
  const env = itemOf(webhook, "Secret")?.env;
  return env === undefined ? null : { env: env.text };
}
