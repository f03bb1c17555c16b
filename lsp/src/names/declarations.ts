import type {
  Audience,
  Declaration,
  Email,
  Field,
  Message,
  Parameter,
  Shape,
  Sms,
  Survey,
  Test,
} from "@trajet/grammar";
import { type Context, declared, label, memberOf, objective } from "./context.ts";
import type { Owner } from "./target.ts";

/** The namespace of each kind of declaration; lists of labels and tests declare no name of their own. */
const SPACE = {
  Audience: "audiences",
  Store: "stores",
  Record: "records",
  Event: "events",
  Coupon: "coupons",
  Email: "messages",
  Sms: "messages",
  Survey: "messages",
  Message: "messages",
  Channel: "channels",
  Webhook: "webhooks",
  CustomAudience: "people",
  Segment: "people",
  Loyalty: "people",
  Fragment: "fragments",
  Journey: "journeys",
} as const;

/** How a declaration is named, where it is. */
export function ownerOf(declaration: Declaration): Owner | undefined {
  if (declaration.kind === "Labels" || declaration.kind === "Test" || declaration.name === undefined)
    return undefined;
  return { of: SPACE[declaration.kind], name: declaration.name.text };
}

/** The audience of whose contacts a declaration speaks. */
export function audienceOf(declaration: Declaration, context: Pick<Context, "model">): string | undefined {
  if (declaration.kind === "Audience") return declaration.name?.text;
  const { symbols } = context.model;
  if (declaration.kind === "Test")
    return symbols.journeys.get(declaration.journey?.text ?? "")?.audience?.text;
  // `to contact.pushToken` speaks of whoever gets the messages of the channel.
  if (declaration.kind === "Channel") {
    const messages = [...symbols.messages.values()].filter(({ kind }) => kind === "Message");
    const isOfChannel = (each: (typeof messages)[number]): boolean =>
      each.kind === "Message" && each.channel?.text === declaration.name?.text;
    return messages.find(isOfChannel)?.audience?.text;
  }
  return "audience" in declaration ? declaration.audience?.text : undefined;
}

/** The names of a declaration's head and lines; those of its expressions and steps are found below it. */
export function nameDeclaration(declaration: Declaration, context: Context): void {
  const { names, owner } = context;
  if (declaration.kind !== "Labels" && declaration.kind !== "Test" && owner !== undefined) {
    names.declares(declaration.name, declared(owner.of));
  }
  if ("audience" in declaration) names.uses(declaration.audience, declared("audiences"));
  if ("parameters" in declaration) nameParameters(declaration.parameters, context);
  switch (declaration.kind) {
    case "Labels":
      for (const name of declaration.names)
        names.declares(name, declaration.of === "labels" ? label : objective);
      return;
    case "Audience":
      nameAudience(declaration, context);
      return;
    case "Record":
      nameFields(declaration.fields, context);
      return;
    case "Event":
      nameShape(declaration.shape, context);
      return;
    case "Webhook":
      for (const item of declaration.items) if (item.kind === "Receive") nameShape(item.shape, context);
      return;
    case "Channel":
      for (const webhook of declaration.through) names.uses(webhook, declared("webhooks"));
      return;
    case "Message":
      names.uses(declaration.channel, declared("channels"));
      nameMessage(declaration, context);
      return;
    case "Email":
    case "Sms":
    case "Survey":
      nameMessage(declaration, context);
      return;
    case "Loyalty":
      for (const item of declaration.items) {
        if (item.kind === "FromStores")
          for (const store of item.stores) names.uses(store, declared("stores"));
        if (item.kind === "Tiers")
          for (const tier of item.tiers) names.declares(tier.name, memberOf("tier", owner));
      }
      return;
    case "Test":
      nameTest(declaration, context);
      return;
    default:
      return;
  }
}

function nameAudience(audience: Audience, { names, owner }: Context): void {
  for (const item of audience.items) {
    switch (item.kind) {
      case "Field":
        names.declares(item.name, memberOf("field", owner));
        break;
      case "Group":
        names.declares(item.category, memberOf("category", owner));
        for (const group of item.groups) {
          const category = item.category?.value;
          if (owner === undefined || category === undefined) continue;
          names.declares(group, (name) => ({ kind: "group", owner, category, name }));
        }
        break;
      case "Tags":
        for (const tag of item.tags) names.declares(tag, memberOf("tag", owner));
        break;
      default:
        item satisfies never;
    }
  }
}

function nameFields(fields: readonly Field[], { names, owner }: Context): void {
  for (const field of fields) names.declares(field.name, memberOf("field", owner));
}

function nameShape(shape: Shape | undefined, context: Context): void {
  if (shape?.kind === "fields") nameFields(shape.fields, context);
}

function nameParameters(parameters: readonly Parameter[], { names, owner }: Context): void {
  for (const parameter of parameters) names.declares(parameter.name, memberOf("parameter", owner));
}

function nameMessage(message: Email | Sms | Survey | Message, { names, owner }: Context): void {
  for (const item of message.items) {
    if (item.kind === "Label") names.uses(item.name, label);
    if (item.kind === "Link") names.declares(item.name, memberOf("link", owner));
    if (item.kind === "Question") names.declares(item.name, memberOf("question", owner));
  }
}

function nameTest(test: Test, { names }: Context): void {
  names.uses(test.journey, declared("journeys"));
}
