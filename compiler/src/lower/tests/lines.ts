import type { Name, Subject, TestLine } from "@trajet/grammar";
import type { Behaviour, CompiledLine, GivenState, PeopleKind } from "../../program/types.ts";
import { lowerDuration } from "../constants.ts";
import { type Lowering, LoweringError, present } from "../lowering.ts";
import { lowerAct } from "../triggers.ts";
import { wholeOf } from "../whole-numbers.ts";
import { lowerExpected, personOf, type TestPlace } from "./outcomes.ts";
import { carriedBy, lowerValues } from "./values.ts";

type Lowered = CompiledLine extends infer L
  ? L extends CompiledLine
    ? Omit<L, "range" | "text">
    : never
  : never;

/** A line of a test without its place. */
export function lowerLine(line: TestLine, test: TestPlace): Lowered {
  const { place, said } = test;
  switch (line.kind) {
    case "GivenContact": {
      const fields = lowerValues(line.fields, place.model.types.contact(place.audience), place);
      return { kind: "contact", person: personOf(line.person, said), fields };
    }
    case "GivenPast":
      return {
        kind: "past",
        ...happening(line, test),
        at: place.expression(present(line.on, "the date of a past"), place),
      };
    case "Happens":
      return { kind: "happens", ...happening(line, test) };
    case "GivenState":
      return { kind: "state", person: subjectOf(line.subject), state: lowerState(line.state, place) };
    case "GivenBehaviour":
      return {
        kind: "behaviour",
        of: line.of,
        name: present(line.name, `the name of a ${line.of}`).text,
        behaviour: lowerBehaviour(line, place),
        person: line.forPerson?.text ?? null,
      };
    case "On":
      return { kind: "on", moment: place.expression(line.moment, place) };
    case "After":
      return { kind: "after", duration: lowerDuration(line.duration, place) };
    case "StartedManually":
      return { kind: "start manually", person: personOf(line.forPerson, said) };
    case "Take":
      return { kind: "take", arm: present(line.arm, "an arm").value, person: nameOf(line.forPerson) };
    case "Expect":
      return { kind: "expect", negated: line.negated, expected: lowerExpected(line, test) };
    default:
      return line satisfies never;
  }
}

function happening(
  { subject, act, payload }: Extract<TestLine, { kind: "GivenPast" | "Happens" }>,
  { place }: TestPlace,
) {
  return {
    person: subjectOf(subject),
    act: lowerAct(act, undefined, {}, place),
    payload: lowerValues(payload, carriedBy(act, place), place),
  };
}

const subjectOf = ({ name }: Subject): string => name.text;
const nameOf = (name: Name | undefined): string | null => name?.text ?? null;

function lowerState(
  state: Extract<TestLine, { kind: "GivenState" }>["state"],
  { model }: Lowering,
): GivenState {
  switch (state.kind) {
    case "tag":
      return { kind: "tag", tag: present(state.tag, "a tag").value };
    case "group": {
      const category = present(state.group.category, "a group").value;
      return { kind: "group", category, group: present(state.group.group, "a group").value };
    }
    case "people": {
      const people = present(state.people.name, "the name of people").text;
      const { kind } = present(model.symbols.people.get(people), `the declaration of ${people}`);
      return { kind: "people", of: PEOPLE_KINDS[kind], people, tier: nameOf(state.people.tier) };
    }
    case "subscribed":
      return { kind: "consent", channel: state.channel?.text ?? "email", subscribed: !state.negated };
    default:
      return state satisfies never;
  }
}

const PEOPLE_KINDS = {
  Segment: "segment",
  Loyalty: "loyalty",
  CustomAudience: "custom audience",
} as const satisfies Record<string, PeopleKind>;

function lowerBehaviour(
  { behaviour, of, name }: Extract<TestLine, { kind: "GivenBehaviour" }>,
  place: Lowering,
): Behaviour {
  switch (behaviour?.kind) {
    case "answers": {
      const { status, body } = behaviour;
      const receive = place.model.symbols.webhooks
        .get(name?.text ?? "")
        ?.items.find((item) => item.kind === "Receive");
      const type =
        of === "webhook" && receive?.kind === "Receive"
          ? place.model.types.shape(receive.shape, `the answer of ${name?.text ?? ""}`)
          : undefined;
      return {
        kind: "answers",
        status: status === undefined ? 200 : wholeOf(status, "a status of HTTP", 100, 599),
        body: body === undefined ? null : lowerValues(body, type, place),
      };
    }
    case "refuses":
    case "times out":
      return { kind: behaviour.kind };
    case undefined:
      throw new LoweringError("a behaviour is missing in a test without errors");
    default:
      return behaviour satisfies never;
  }
}
