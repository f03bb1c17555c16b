import type { MessageItem, Webhook, WebhookItem } from "@trajet/grammar";
import type { BoundModel } from "../model/model.ts";
import { type Type, UNKNOWN } from "../model/types.ts";

/** What the texts of one message may speak of. */
export interface TemplateScope {
  /** The message's name. */
  readonly message: string;
  /** A record of all variables: `contact`, `unsubscribe` and the parameters of the message. */
  readonly variables: Type;
  /** Names of the message's links. */
  readonly links: readonly string[];
}

/** `unsubscribe.url`: where this contact leaves the list. */
const UNSUBSCRIBE: Type = { type: "record", name: "unsubscribe", fields: { url: { type: "url" } } };

/** What has templates, as far as they may speak of it. */
export type TemplateOwner = Pick<Webhook, "name" | "parameters" | "audience"> & {
  readonly items: readonly (MessageItem | WebhookItem)[];
};

/** The scope of an email's subject, body and other texts. */
export function templateScope(model: BoundModel, email: TemplateOwner): TemplateScope {
  const message = email.name?.text ?? "this message";
  const parameters = Object.fromEntries(model.types.parameters(email.parameters));
  const contact = email.audience === undefined ? UNKNOWN : contactOf(model, email.audience.text);
  const fields = { ...parameters, contact, unsubscribe: UNSUBSCRIBE };
  const links = email.items.flatMap((item) => (item.kind === "Link" && item.name ? [item.name.value] : []));
  return { message, links, variables: { type: "record", name: `the variables of ${message}`, fields } };
}

function contactOf(model: BoundModel, audience: string): Type {
  return model.symbols.audiences.has(audience) ? model.types.contact(audience) : UNKNOWN;
}
