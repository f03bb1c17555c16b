import type { Expression, InExpression, IsExpression } from "@trajet/grammar";
import type { InWords } from "./acts.ts";
import { isPlural } from "./binary.ts";
import { channelInWords, groupInWords, peopleInWords } from "./declared.ts";
import type { Telling } from "./telling.ts";
import { listed } from "./wording.ts";

/** `the contact's phone number is known`, `the contact is subscribed to SMS`, `the run began with a purchase`. */
export function stateInWords(
  { operand, negated, state }: IsExpression,
  telling: Telling,
  inWords: InWords,
): string {
  const not = negated ? "not " : "";
  switch (state.kind) {
    case "set":
      return `${inWords(operand, telling)} ${isPlural(operand) ? "are" : "is"} ${not}known`;
    case "subscribed":
      return `${inWords(operand, telling)} is ${not}subscribed to ${channelInWords(state.channel)}`;
    case "kind":
      return `the run ${negated ? "did not begin" : "began"} with ${kindInWords(state.name?.text)}`;
    default:
      return state satisfies never;
  }
}

/** The kinds of what can start a run (language.md §6.1); any other name is an event's. */
const KINDS: Readonly<Record<string, string>> = {
  signup: "a sign-up",
  purchase: "a purchase",
  cart: "a cart left behind",
  order: "news of an order",
  stock: "a product back in stock",
  message: "a message opened or clicked",
  reply: "a text from the contact",
  answer: "the answer to a survey",
  change: "a change of the contact",
  membership: "the contact joining or leaving",
  absence: "something that did not happen",
  schedule: "its schedule",
  manual: "a start by hand",
};

function kindInWords(name: string | undefined): string {
  return name === undefined ? "…" : (KINDS[name] ?? `the event ${name}`);
}

/** `the contact is in the segment Lapsed`, `the contact's country is "FR" or "BE"`. */
export function membershipInWords(
  { operand, negated, container }: InExpression,
  telling: Telling,
  inWords: InWords,
): string {
  const who = inWords(operand, telling);
  const is = `${who} is ${negated ? "not " : ""}`;
  switch (container.kind) {
    case "value": {
      const people = peopleNamed(operand, container.value);
      if (people !== undefined) return `${is}in ${peopleInWords(people, telling.model)}`;
      if (container.value.kind !== "List") return `${is}among ${inWords(container.value, telling)}`;
      const values = container.value.elements.map((element) => inWords(element, telling));
      return negated && values.length > 1
        ? `${who} is neither ${values.join(" nor ")}`
        : `${is}${listed(values, "or")}`;
    }
    case "people":
      return `${is}in ${peopleInWords(container.people, telling.model)}`;
    case "group":
      return `${is}in ${groupInWords(container.group)}`;
    case "journey":
      return `${is}in the journey ${container.journey?.text ?? "…"}`;
    default:
      return container satisfies never;
  }
}

/** Behind a lone `contact`, a name is one of people: the tree keeps it as a reference. */
function peopleNamed(operand: Expression, value: Expression) {
  const alone =
    operand.kind === "Reference" && operand.path.length === 1 && operand.path[0]?.text === "contact";
  if (!alone || value.kind !== "Reference") return undefined;
  const [name, tier] = value.path;
  return { kind: "PeopleRef" as const, span: value.span, name, tier };
}
