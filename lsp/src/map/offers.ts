import type { Model, Type } from "@trajet/compiler";
import type { Audience, Journey, Parameter } from "@trajet/grammar";
import { FALLBACKS } from "../actions/add-parts.ts";

/** A step that can be put into a journey, whole and with the project's own names. */
export interface Offer {
  readonly group: "rule" | "action";
  /** What it is, in the words of the language: `send email Welcome`. */
  readonly label: string;
  readonly detail: string;
  /** Its lines as they are written. */
  readonly step: string;
}

/** All that can be put into a journey: rules first, then actions with the names that its audience knows. */
export function offersFor(model: Model, journey: Journey): readonly Offer[] {
  const name = journey.audience?.text ?? "";
  const audience = model.symbols.audiences.get(name);
  return [
    ...rules(model, audience),
    ...messages(model, name),
    ...changes(audience),
    ...outside(model),
    ...elsewhere(model, journey, name),
    action("milestone", "note that this was reached", 'milestone "reached"'),
    action("exit", "end the run here", "exit"),
  ];
}

const rule = (label: string, detail: string, step: string): Offer => ({ group: "rule", label, detail, step });
const action = (label: string, detail: string, step: string): Offer => ({
  group: "action",
  label,
  detail,
  step,
});

function rules(model: Model, audience: Audience | undefined): readonly Offer[] {
  const [tag] = tagsOf(audience);
  const [store] = model.symbols.stores.keys();
  const condition = tag === undefined ? undefined : `contact has tag ${quoted(tag)}`;
  const happens = store === undefined ? "contact unsubscribes" : `contact buys any product from ${store}`;
  const choice = enumOf(model, audience);
  return [
    rule("delay", "go on after some time", "delay 1 day"),
    rule("delay until", "go on at a time of the day or the week", "delay until monday at 9:00"),
    rule(
      "wait",
      "until something happens, up to a limit",
      `wait up to 3 days {\n  when ${happens} {\n  }\n  otherwise {\n  }\n}`,
    ),
    ...(condition === undefined
      ? []
      : [rule("if", "two ways, by a condition", `if ${condition} {\n} else {\n}`)]),
    ...(choice === undefined ? [] : [rule("match", "a way for each value of a field", matchOf(choice))]),
    rule("split", "shares of the people on different ways", 'split {\n  50% "a" {\n  }\n  50% "b" {\n  }\n}'),
    rule("repeat", "the same steps several times", "repeat up to 3 times {\n  delay 1 day\n}"),
  ];
}

interface Choice {
  readonly field: string;
  readonly values: readonly string[];
}

/** The first field of the audience that has one of some values. */
function enumOf(model: Model, audience: Audience | undefined): Choice | undefined {
  for (const item of audience?.items ?? []) {
    if (item.kind !== "Field" || item.name === undefined) continue;
    const { values = [], list, optional } = model.types.node(item.type);
    if (values.length > 0 && !list && !optional) return { field: item.name.text, values };
  }
  return undefined;
}

function matchOf({ field, values }: Choice): string {
  const cases = values.map((value) => `  ${quoted(value)} {\n  }`);
  return [`match contact.${field} {`, ...cases, "}"].join("\n");
}

function messages(model: Model, audience: string): readonly Offer[] {
  const kinds = { Email: "email", Sms: "sms", Survey: "survey", Message: "message" } as const;
  return [...model.symbols.messages]
    .filter(([, message]) => message.audience?.text === audience)
    .map(([name, message]) => {
      const words = `send ${kinds[message.kind]} ${name}`;
      const detail = message.doc?.split("\n")[0]?.trim() ?? `one of the messages of ${audience}`;
      return action(words, detail, `${words}${argumentsOf(message.parameters, model)}`);
    });
}

function changes(audience: Audience | undefined): readonly Offer[] {
  const items = audience?.items ?? [];
  const groups = items.flatMap((item) =>
    item.kind === "Group" && item.category !== undefined
      ? item.groups.map(({ value }) => `${quoted(item.category?.value ?? "")}.${quoted(value)}`)
      : [],
  );
  return [
    ...tagsOf(audience).flatMap((tag) => [
      action(`tag ${quoted(tag)}`, "give the contact a tag", `tag ${quoted(tag)}`),
      action(`untag ${quoted(tag)}`, "take a tag away", `untag ${quoted(tag)}`),
    ]),
    ...groups.flatMap((group) => [
      action(`join ${group}`, "put the contact into a group", `join ${group}`),
      action(`leave ${group}`, "take the contact out of a group", `leave ${group}`),
    ]),
    action("unsubscribe", "end all marketing to the contact", "unsubscribe"),
    action("archive contact", "put the contact away", "archive contact"),
  ];
}

const tagsOf = (audience: Audience | undefined): readonly string[] =>
  (audience?.items ?? []).flatMap((item) =>
    item.kind === "Tags" ? item.tags.map(({ value }) => value) : [],
  );

function outside(model: Model): readonly Offer[] {
  const { webhooks, coupons, people } = model.symbols;
  const lists = [...people].filter(([, { kind }]) => kind === "CustomAudience");
  return [
    ...[...webhooks].map(([name, { parameters }]) =>
      action(
        `call webhook ${name}`,
        "call a webhook",
        `call webhook ${name}${argumentsOf(parameters, model)}`,
      ),
    ),
    ...[...coupons.keys()].map((name) =>
      action(`give coupon ${name}`, "reserve a code for the contact", `give coupon ${name} as code`),
    ),
    ...lists.flatMap(([name]) => [
      action(`add to ${name}`, "show the contact an advertisement elsewhere", `add to ${name}`),
      action(`remove from ${name}`, "no longer do so", `remove from ${name}`),
    ]),
  ];
}

function elsewhere(model: Model, { name }: Journey, audience: string): readonly Offer[] {
  const { fragments, journeys } = model.symbols;
  const runs = [...fragments].filter(([, fragment]) => fragment.audience?.text === audience);
  const others = [...journeys].filter(
    ([other, journey]) => other !== name?.text && journey.audience?.text === audience,
  );
  const manual = others.filter(([, journey]) =>
    journey.settings.some(({ kind }) => kind === "StartManually"),
  );
  return [
    ...runs.map(([fragment, { parameters }]) =>
      action(
        `run ${fragment}`,
        "do the steps of a fragment",
        `run ${fragment}${argumentsOf(parameters, model)}`,
      ),
    ),
    ...manual.map(([other]) =>
      action(`start journey ${other}`, "start another journey", `start journey ${other}`),
    ),
    ...others.map(([other]) =>
      action(`leave journey ${other}`, "end the contact's run of it", `leave journey ${other}`),
    ),
  ];
}

/** Each argument with a value of its kind, to be written over; one of a kind that has no such value is left to the author. */
function argumentsOf(parameters: readonly Parameter[], model: Model): string {
  const written = [...model.types.parameters(parameters)].flatMap(([name, type]) => {
    const value = sample(type);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return written.length === 0 ? "" : `(${written.join(", ")})`;
}

function sample({ type, list, values = [] }: Type): string | undefined {
  if (list) return undefined;
  return values[0] === undefined ? FALLBACKS[type] : quoted(values[0]);
}

const quoted = (text: string): string => JSON.stringify(text);
