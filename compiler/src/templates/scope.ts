import type { Email } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { type Type, UNKNOWN } from "../model/types.ts";

const URL: Type = { type: "url" };

/** What the texts of one message may speak of. */
export interface TemplateScope {
  /** The message's name. */
  readonly message: string;
  /** A record of all variables: `contact`, `links`, `unsubscribeUrl` and the parameters of the message. */
  readonly variables: Type;
  readonly parameters: ReadonlyMap<string, Type>;
}

/** Names that are there in every message, and that a parameter therefore cannot have. */
export const BUILT_IN_VARIABLES: ReadonlySet<string> = new Set(["contact", "links", "unsubscribeUrl"]);

/** The scope of an email's subject, body and other texts. */
export function templateScope(model: Model, email: Email): TemplateScope {
  const message = email.name?.text ?? "this message";
  const parameters = model.types.parameters(email.parameters);
  const contact = email.audience === undefined ? UNKNOWN : contactOf(model, email.audience.text);
  const fields = { ...Object.fromEntries(parameters), contact, links: linksOf(email), unsubscribeUrl: URL };
  return { message, parameters, variables: { type: "record", name: `the variables of ${message}`, fields } };
}

function contactOf(model: Model, audience: string): Type {
  return model.symbols.audiences.has(audience) ? model.types.contact(audience) : UNKNOWN;
}

function linksOf(email: Email): Type {
  const names = email.items.flatMap((item) => (item.kind === "Link" && item.name ? [item.name.value] : []));
  return {
    type: "record",
    name: "the links of this message",
    fields: Object.fromEntries(names.map((name) => [name, URL])),
  };
}
