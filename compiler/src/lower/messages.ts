import type { Email, MessageItem } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { MessageProgram } from "../program/types.ts";
import { textsOf } from "../templates/texts.ts";
import { LoweringError, present } from "./lowering.ts";
import { valueType } from "./value-types.ts";

/** A message with the sources of its templates, those in files included. */
export function lowerMessage(model: Model, name: string): MessageProgram {
  const email = model.symbols.messages.get(name);
  if (email?.kind !== "Email") throw new LoweringError(`"${name}" is no email`);
  const body = present(
    textsOf(model, email).find((text) => text.part === "body"),
    `the body of ${name}`,
  );
  return {
    channel: "email",
    kind: itemOf(email, "MessageKind")?.value ?? "marketing",
    labels: email.items.flatMap((item) => (item.kind === "Label" && item.name ? [item.name.value] : [])),
    ifUnknown: itemOf(email, "IfUnknown")?.policy ?? "skip",
    parameters: parametersOf(model, email),
    from:
      itemOf(email, "From")?.text?.value ??
      present(model.config.channels.email?.from, `the sender of ${name}`),
    subject: present(itemOf(email, "Subject")?.text?.value, `the subject of ${name}`),
    preview: itemOf(email, "Preview")?.text?.value ?? null,
    body: { format: body.format, template: body.source },
    links: linksOf(email),
  };
}

function itemOf<K extends MessageItem["kind"]>(email: Email, kind: K) {
  return email.items.find((item): item is MessageItem & { readonly kind: K } => item.kind === kind);
}

function parametersOf(model: Model, email: Email): MessageProgram["parameters"] {
  const types = [...model.types.parameters(email.parameters)];
  return Object.fromEntries(types.map(([name, type]) => [name, valueType(type)]));
}

function linksOf(email: Email): Readonly<Record<string, string>> {
  const links = email.items.flatMap((item) =>
    item.kind === "Link" && item.name && item.url ? [[item.name.value, item.url.value] as const] : [],
  );
  return Object.fromEntries(links);
}
