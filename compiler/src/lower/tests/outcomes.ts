import type { Expression, Name, Outcome, Parameter, TestLine, TextLiteral } from "@trajet/grammar";
import type { Expected, Receiver, TestCondition, Times } from "../../program/types.ts";
import { type Lowering, type Named, present } from "../lowering.ts";
import { parametersOf } from "../value-types.ts";
import { wholeOf } from "../whole-numbers.ts";
import { CONTACT, lowerAboutPeople, peopleIn, type Said } from "./about-people.ts";

/** Where the lines of a test stand. */
export interface TestPlace {
  readonly place: Lowering;
  readonly said: Said;
}

/** What a line expects. */
export function lowerExpected(
  { expected }: Extract<TestLine, { kind: "Expect" }>,
  { place, said }: TestPlace,
): Expected {
  if (expected.kind !== "condition") return lowerOutcome(expected, { place, said });
  const [person = onlyPerson(said)] = peopleIn(expected.condition, said.people);
  return {
    kind: "condition",
    person,
    condition: lowerAboutPeople(expected.condition, person, place, said),
  };
}

function lowerOutcome(outcome: Outcome, test: TestPlace): Expected {
  const { place, said } = test;
  const { model } = place;
  switch (outcome.kind) {
    case "sent": {
      const message = present(outcome.message, "a message").text;
      const { parameters } = present(model.symbols.messages.get(message), `the message ${message}`);
      const to = receiverOf(outcome.to);
      const person = to !== null && "person" in to ? to.person : onlyPerson(said);
      return {
        kind: "sent",
        message,
        to,
        times: timesOf(outcome.count),
        containing: outcome.containing.map(({ value }) => value),
        snapshot: outcome.snapshot,
        where: whereOf(outcome.where, person, parameters, test),
        parameters: parametersOf(model, parameters),
      };
    }
    case "nothing sent":
      return { kind: "nothing sent", to: receiverOf(outcome.to), sinceStart: outcome.sinceStart };
    case "called": {
      const webhook = present(outcome.webhook, "a webhook").text;
      const { parameters } = present(model.symbols.webhooks.get(webhook), `the webhook ${webhook}`);
      const person = personOf(outcome.forPerson, said);
      return {
        kind: "called",
        webhook,
        person,
        times: timesOf(outcome.count),
        where: whereOf(outcome.where, person, parameters, test),
        parameters: parametersOf(model, parameters),
      };
    }
    case "entered": {
      const person = personOf(outcome.forPerson, said);
      const where = whereOf(outcome.where, person, [], test);
      return { kind: "entered", person, times: timesOf(outcome.count), where };
    }
    case "reached": {
      const person = personOf(outcome.forPerson, said);
      return {
        kind: "reached",
        what: outcome.what,
        name: present(outcome.name, `the name of a ${outcome.what}`).value,
        person,
        where: whereOf(outcome.where, person, [], test),
      };
    }
    case "waiting":
    case "held": {
      const person = personOf(outcome.forPerson, said);
      const where = whereOf(outcome.where, person, [], test);
      return { kind: outcome.kind, at: outcome.at?.text ?? null, person, where };
    }
    case "finished":
    case "exited": {
      const person = personOf(outcome.forPerson, said);
      return { kind: outcome.kind, at: null, person, where: whereOf(outcome.where, person, [], test) };
    }
    default:
      return outcome satisfies never;
  }
}

/** The one who is named, or the only one. */
export function personOf(name: Name | undefined, said: Said): string {
  return name?.text ?? onlyPerson(said);
}

function onlyPerson({ people }: Said): string {
  return people[0] ?? CONTACT;
}

function receiverOf(to: Name | TextLiteral | undefined): Receiver | null {
  if (to === undefined) return null;
  return to.kind === "Text" ? { address: to.value } : { person: to.text };
}

function timesOf(count: Extract<Outcome, { kind: "entered" }>["count"]): Times {
  const number = count?.number === undefined ? null : wholeOf(count.number, "a number of times");
  return { number, sinceStart: count?.sinceStart ?? false };
}

/** The filter of an outcome, in which the parameters of the message or webhook are names. */
function whereOf(
  where: Expression | undefined,
  person: string,
  parameters: readonly Parameter[],
  { place, said }: TestPlace,
): TestCondition | null {
  if (where === undefined) return null;
  const given = [...place.model.types.parameters(parameters)].map(([name, type]): [string, Named] => [
    name,
    { root: "argument", key: name, types: [type] },
  ]);
  const inside = { ...place, names: new Map([...place.names, ...given]) };
  return lowerAboutPeople(where, person, inside, said);
}
