import { elementOf, type Type } from "@trajet/compiler";
import type { Expression, Name, ObjectExpression, TestLine, TextLiteral } from "@trajet/grammar";
import { type Context, declared, type Local, memberOf, ofAudience } from "./context.ts";
import { parametersOf } from "./locals.ts";
import { answerType, memberTarget, memberType } from "./references.ts";
import { answerShape } from "./schemas.ts";
import { ownerOfStep } from "./tested-steps.ts";

const BEHAVING = {
  webhook: "webhooks",
  channel: "channels",
  coupon: "coupons",
  "custom audience": "people",
} as const;

/** A person of the test; a lone `contact` is none. */
export function namePerson(name: Name | TextLiteral | undefined, { names, people }: Context): void {
  const person = name?.kind === "Name" ? people.get(name.text) : undefined;
  if (person !== undefined) names.uses(name, () => person);
}

export function nameTestLine(line: TestLine, context: Context): void {
  const { names, people, model, audience } = context;
  if ("forPerson" in line) namePerson(line.forPerson, context);
  switch (line.kind) {
    case "GivenContact":
      names.declares(line.person, (name) => people.get(name) ?? { kind: "builtin", name });
      nameValues(line.fields, audience === undefined ? undefined : model.types.contact(audience), context);
      return;
    case "GivenState":
      if (line.state.kind === "tag") names.uses(line.state.tag, ofAudience("tag", context));
      return;
    case "GivenBehaviour":
      names.uses(line.name, declared(BEHAVING[line.of]));
      if (line.of === "webhook" && line.behaviour?.kind === "answers")
        nameValues(line.behaviour.body, webhookAnswer(line.name, context), context);
      return;
    case "Happens":
    case "GivenPast":
      nameValues(line.payload, carriedBy(line.act, context), context);
      return;
    case "Take":
      names.uses(line.arm, ofStep("arm", context));
      return;
    case "Expect":
      nameOutcome(line.expected, context);
      return;
    default:
      return;
  }
}

/** What a happening carries, where the project declares it. */
function carriedBy(act: Happening["act"], { model, audience }: Context): Type | undefined {
  switch (act.verb) {
    case "do":
      return act.event && model.types.event(act.event.text);
    case "answer":
      return answerType(act.survey?.text, model);
    case "sign up":
      return audience === undefined ? undefined : model.types.contact(audience);
    default:
      return undefined;
  }
}

type Happening = Extract<TestLine, { kind: "Happens" | "GivenPast" }>;

const webhookAnswer = (name: Name | undefined, { model }: Context): Type | undefined =>
  name && model.types.shape(answerShape(model.symbols.webhooks.get(name.text)), name.text);

/** `{ plan: "pro" }`: fields of a record, with those of the records in it. */
function nameValues(object: ObjectExpression | undefined, record: Type | undefined, context: Context): void {
  if (record === undefined) return;
  for (const { key, value } of object?.pairs ?? []) {
    const type = memberType(record, key);
    // What the audience does not have yet is a field of it that somebody can declare.
    const isMissing = record.name === "contact" && type === undefined;
    context.names.uses(key, isMissing ? ofAudience("field", context) : memberTarget(record, context));
    if (type?.type === "record") nameValue(value, type, context);
  }
}

function nameValue(value: Expression, type: Type, context: Context): void {
  if (value.kind === "Parenthesized") nameValue(value.inner, type, context);
  if (value.kind === "Object") nameValues(value, type, context);
  if (value.kind !== "List") return;
  for (const element of value.elements) nameValue(element, elementOf(type), context);
}

/** The names by which a filter of an expectation knows what was said in a message, or to a webhook. */
export function expectedNames(
  { expected }: Expecting,
  { model }: Context,
): readonly (readonly [string, Local])[] {
  if (expected.kind !== "sent" && expected.kind !== "called") return [];
  const of = expected.kind === "sent" ? "messages" : "webhooks";
  const name = (expected.kind === "sent" ? expected.message : expected.webhook)?.text ?? "";
  return parametersOf(model.symbols[of].get(name)?.parameters ?? [], { of, name }, model);
}

const ofStep = (kind: "arm" | "step" | "milestone", { owner, model }: Context) => {
  return (name: string) => memberOf(kind, ownerOfStep(kind, name, owner, model))(name);
};

type Expecting = Extract<TestLine, { kind: "Expect" }>;
type Expected = Expecting["expected"];

function nameOutcome(expected: Expected, context: Context): void {
  const { names, owner } = context;
  if ("to" in expected) namePerson(expected.to, context);
  if ("forPerson" in expected) namePerson(expected.forPerson, context);
  switch (expected.kind) {
    case "sent":
      names.uses(expected.message, declared("messages"));
      return;
    case "called":
      names.uses(expected.webhook, declared("webhooks"));
      return;
    case "reached":
      names.uses(
        expected.name,
        expected.what === "goal" ? memberOf("goal", owner) : ofStep("milestone", context),
      );
      return;
    case "waiting":
    case "held":
      names.uses(expected.at, ofStep("step", context));
      return;
    default:
      return;
  }
}
