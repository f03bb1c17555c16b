import type { BoundModel } from "../model/model.ts";
import { type Type, UNKNOWN } from "../model/types.ts";
import type { Templated } from "./texts.ts";

/** What the texts of one message may speak of. */
export interface TemplateScope {
  /** The message's name. */
  readonly message: string;
  /** A record of all variables: `contact`, `unsubscribe` and the parameters of the message. */
  readonly variables: Type;
  /** Names of the message's links. */
  readonly links: readonly string[];
}

/** `unsubscribe.url`: where this contact leaves the list; `survey.url`: where the questions are. */
function withUrl(name: string): Readonly<Record<string, Type>> {
  return { [name]: { type: "record", name, fields: { url: { type: "url" } } } };
}

/** The scope of a message's subject, body and other texts, or of a webhook's. */
export function templateScope(model: Pick<BoundModel, "heads" | "types">, owner: Templated): TemplateScope {
  const message = owner.name?.text ?? "this message";
  const parameters = Object.fromEntries(model.types.parameters(owner.parameters));
  const fields = { ...parameters, ...contactOf(model, owner), ...addressesOf(owner) };
  const links =
    owner.kind === "Webhook"
      ? []
      : owner.items.flatMap((item) => (item.kind === "Link" && item.name ? [item.name.value] : []));
  return { message, links, variables: { type: "record", name: `the variables of ${message}`, fields } };
}

/** A webhook knows contacts only if it says whose; the audience of a message that names none is missing. */
function contactOf(
  { heads, types }: Pick<BoundModel, "heads" | "types">,
  { kind, audience }: Templated,
): Readonly<Record<string, Type>> {
  if (audience === undefined) return kind === "Webhook" ? {} : { contact: UNKNOWN };
  return { contact: heads.audiences.has(audience.text) ? types.contact(audience.text) : UNKNOWN };
}

function addressesOf({ kind }: Templated): Readonly<Record<string, Type>> {
  if (kind === "Webhook") return {};
  return { ...withUrl("unsubscribe"), ...(kind === "Survey" && withUrl("survey")) };
}
