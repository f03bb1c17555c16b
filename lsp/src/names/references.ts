import type { Model, Type } from "@trajet/compiler";
import type { Name, Reference } from "@trajet/grammar";
import { type Context, declared, memberOf } from "./context.ts";
import type { Value } from "./occurrence.ts";
import type { Target } from "./target.ts";
import { builtInRecord, builtInRoot } from "./values.ts";

/** What the first name of a reference stands for. */
export interface Root extends Value {
  readonly target: Target;
}

/** The names of a reference, each with its type as far as it is known: `contact`, `contact.plan`, `entry.order.total`. */
export function nameReference(reference: Reference, context: Context): void {
  const [first, ...members] = reference.path;
  if (first === undefined) return;
  const root = rootOf(first.text, context);
  if (root === undefined) return;
  context.names.uses(first, () => root.target, root);
  let value: Value = root;
  for (const member of members) {
    const found = { type: memberType(value.type, member) };
    context.names.uses(member, memberTarget(value.type, context), found);
    value = found;
  }
}

export function rootOf(name: string, context: Context): Root | undefined {
  const local = context.locals.get(name);
  if (local !== undefined) return local;
  const { model, audience, payload } = context;
  const builtin = (type: Type | undefined): Root => ({ target: { kind: "builtin", name }, type });
  const person = context.people.get(name);
  if (name === "contact" || person !== undefined) {
    const type = audience === undefined ? undefined : model.types.contact(audience);
    return person === undefined ? builtin(type) : { target: person, type };
  }
  switch (name) {
    case "entry":
      return builtin(entryType(context));
    case "event":
      return builtin(payload.event === undefined ? undefined : model.types.event(payload.event));
    case "answer":
      return builtin(answerType(payload.survey, model));
    default: {
      const type = builtInRoot(name, model);
      return type && builtin(type);
    }
  }
}

/** What `entry` has, as far as the starts of the journey say. */
function entryType({ model, entry }: Context): Type {
  const event = entry.event === undefined ? undefined : model.types.event(entry.event);
  const answer = answerType(entry.survey, model);
  const records = {
    order: builtInRecord("Order", model),
    cart: builtInRecord("Cart", model),
    product: builtInRecord("Product", model),
  };
  const fields = { ...records, ...(event && { event }), ...(answer && { answer }) };
  return { type: "record", name: "entry", fields };
}

/** The answers to the questions of a survey. */
export function answerType(survey: string | undefined, model: Model): Type | undefined {
  const declaration = survey === undefined ? undefined : model.symbols.messages.get(survey);
  if (declaration === undefined) return undefined;
  const fields: Record<string, Type> = {};
  for (const item of declaration.items) {
    if (item.kind !== "Question" || item.name === undefined) continue;
    fields[item.name.text] = item.scale === undefined ? model.types.node(item.type) : { type: "number" };
  }
  return { type: "record", name: declaration.name?.text ?? "answer", fields };
}

export function memberType(record: Type | undefined, member: Name): Type | undefined {
  const fields = record?.fields;
  return fields !== undefined && Object.hasOwn(fields, member.text) ? fields[member.text] : undefined;
}

/** A member of a contact is a field of its audience; one of a named record is declared there, or comes with the language. */
export function memberTarget(
  record: Type | undefined,
  { model, audience }: Context,
): (name: string) => Target {
  const of = record?.name;
  if (of === "contact" && audience !== undefined) {
    const own = model.symbols.audiences.get(audience)?.items ?? [];
    const field = memberOf("field", { of: "audiences", name: audience });
    const isOwn = (name: string): boolean =>
      own.some((item) => item.kind === "Field" && item.name?.text === name);
    return (name) => (isOwn(name) ? field(name) : { kind: "builtin", name });
  }
  if (of !== undefined && model.symbols.records.has(of))
    return memberOf("field", { of: "records", name: of });
  if (of !== undefined && model.symbols.events.has(of)) return memberOf("field", { of: "events", name: of });
  if (of !== undefined && model.symbols.messages.has(of))
    return memberOf("question", { of: "messages", name: of });
  if (of !== undefined && model.symbols.webhooks.has(of))
    return memberOf("field", { of: "webhooks", name: of });
  return (name) => ({ kind: "builtin", name });
}

/** `entry is TrialStarted`: an event's name, where it is one. */
export function nameEntryKind(name: Name | undefined, { model, names }: Context): void {
  if (name !== undefined && model.symbols.events.has(name.text)) names.uses(name, declared("events"));
}
