import type { Expression, InExpression, IsExpression, Name, TaggedExpression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { peopleAsked } from "../../checks/expressions/membership.ts";
import { isPerson } from "../../checks/expressions/subjects.ts";
import { comparison, namesVariable } from "./compare.ts";
import { familiesOf } from "./families.ts";
import { any, type Formula, is, isTrue, not, TRUE } from "./formula.ts";
import { operandOf, presenceVariable } from "./operands.ts";
import { type Read, readPeople } from "./people.ts";
import { nameRead, type Reading } from "./reading.ts";
import { named } from "./region.ts";
import { readElement } from "./text-parts.ts";
import { opaque, type Variable, YES_OR_NO } from "./variable.ts";

/** `contact has tag "vip"`, `has no tag` */
export function readTagged({ subject, tag, negated }: TaggedExpression): Formula | undefined {
  return tag === undefined ? undefined : unless(negated, hasTag(subject.name.text, tag.value));
}

/** That somebody (`contact`, or a person of a test) has a tag. */
export function hasTag(who: string, tag: string): Formula {
  return isTrue(opaque(`${who} has tag ${tag}`, [`tag ${tag}`]));
}

/** That a name which steps give stands for something. */
export function nameIsSet(name: string): Formula {
  return isTrue(presenceVariable({ key: name, reads: [nameRead(name)] }));
}

function unless(negated: boolean, formula: Formula): Formula {
  return negated ? not(formula) : formula;
}

/** `is set`, `is subscribed to sms`, `entry is purchase`, and their negatives. */
export function readIs({ operand, state, negated }: IsExpression, reading: Reading): Formula | undefined {
  const formula = readState(operand, state, reading);
  return formula === undefined ? undefined : unless(negated, formula);
}

function readState(operand: Expression, state: IsExpression["state"], reading: Reading): Formula | undefined {
  switch (state.kind) {
    case "set": {
      const asked = operandOf(operand, reading);
      if (asked === undefined) return undefined;
      return asked.type.optional ? isTrue(presenceVariable(asked)) : TRUE;
    }
    case "subscribed":
      return isPerson(operand, reading.scope)
        ? readConsent(operand, state.channel?.text, reading)
        : undefined;
    case "kind":
      return state.name === undefined ? undefined : readKind(state.name.text, reading);
    default:
      return state satisfies never;
  }
}

/** Consent to email and sms is a status of the contact as well. */
function readConsent(operand: Expression, channel = "email", reading: Reading): Formula {
  const key = `${personOf(operand)} is subscribed to ${channel}`;
  const meaning = (): Formula | undefined => readStatus(operand, channel, reading);
  const families = (): readonly string[] => {
    const status = meaning();
    return status === undefined ? [] : familiesOf(status);
  };
  return isTrue({
    key,
    domain: YES_OR_NO,
    reads: [`contact.${channel}Status`],
    family: key,
    link: { kind: "defined", meaning, families },
  });
}

function readStatus(person: Expression, channel: string, reading: Reading): Formula | undefined {
  const path = unwrap(person);
  if (path.kind !== "Reference" || (channel !== "email" && channel !== "sms")) return undefined;
  const field: Name = { kind: "Name", text: `${channel}Status`, span: path.span };
  const status = operandOf({ ...path, path: [...path.path, field] }, reading);
  const variable = status === undefined ? undefined : namesVariable(status);
  return variable === undefined ? undefined : is(variable, named(["subscribed"], variable.domain));
}

function personOf(operand: Expression): string {
  const reference = unwrap(operand);
  return reference.kind === "Reference" ? (reference.path[0]?.text ?? "") : "";
}

/** Which of the starts it was. A kind that no start has is reported. */
function readKind(kind: string, { scope }: Reading): Formula | undefined {
  if (scope.entry === undefined || scope.entry === "unknown") return undefined;
  const kinds = [...new Set(scope.entry.map((each) => each.kind))];
  return kinds.includes(kind)
    ? is(kindVariable(kinds), named([kind], kindVariable(kinds).domain))
    : undefined;
}

/** What started the run, of what may have started it. */
export function kindVariable(kinds: readonly string[]): Variable {
  return {
    key: "kind of entry",
    domain: { kind: "names", optional: false, all: kinds },
    reads: ["entry"],
    family: "kind of entry",
    link: { kind: "none" },
  };
}

/** `contact in Lapsed`, `contact in "Interests"."Baking"`, `contact in journey Other`, `contact.country in ["FR", "BE"]` */
export function readIn(expression: InExpression, reading: Reading, read: Read): Formula | undefined {
  const formula = readContainer(expression, reading, read);
  return formula === undefined ? undefined : unless(expression.negated, formula);
}

function readContainer(expression: InExpression, reading: Reading, read: Read): Formula | undefined {
  const { container, operand } = expression;
  const who = personOf(operand);
  const people = peopleAsked(expression, reading.scope);
  if (people !== undefined) return readPeople(people, who, reading, read);
  switch (container.kind) {
    case "value":
      return readList(operand, container.value, reading);
    case "group": {
      const { category, group } = container.group;
      if (category === undefined || group === undefined) return undefined;
      const key = `${category.value}/${group.value}`;
      return isTrue(opaque(`${who} in group ${key}`, [`group ${key}`]));
    }
    case "journey":
      return container.journey === undefined
        ? undefined
        : isTrue(opaque(`${who} in journey ${container.journey.text}`, ["journeys"]));
    case "people":
      return undefined;
    default:
      return container satisfies never;
  }
}

/** One of the values that are written out; an element of a list. */
function readList(operand: Expression, container: Expression, reading: Reading): Formula | undefined {
  const list = unwrap(container);
  if (list.kind !== "List") return readElement(list, operand, reading);
  const equal: Formula[] = [];
  for (const element of list.elements) {
    const formula = comparison(operand, "==", element, reading);
    if (formula === undefined) return undefined;
    equal.push(formula);
  }
  return any(equal);
}
