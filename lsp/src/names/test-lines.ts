import type { Name, ObjectExpression, TestLine, TextLiteral } from "@trajet/grammar";
import { type Context, declared, memberOf, ofAudience } from "./context.ts";
import type { Owner } from "./target.ts";

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
  const { names, people } = context;
  if ("forPerson" in line) namePerson(line.forPerson, context);
  switch (line.kind) {
    case "GivenContact":
      names.declares(line.person, (name) => people.get(name) ?? { kind: "builtin", name });
      for (const pair of line.fields?.pairs ?? []) names.uses(pair.key, ofAudience("field", context));
      return;
    case "GivenState":
      if (line.state.kind === "tag") names.uses(line.state.tag, ofAudience("tag", context));
      return;
    case "GivenBehaviour":
      names.uses(line.name, declared(BEHAVING[line.of]));
      return;
    case "Happens":
    case "GivenPast":
      if (line.act.verb !== "do" || line.act.event === undefined) return;
      namePayload(line.payload, { of: "events", name: line.act.event.text }, context);
      return;
    case "Take":
      names.uses(line.arm, memberOf("arm", context.owner));
      return;
    case "Expect":
      nameOutcome(line.expected, context);
      return;
    default:
      return;
  }
}

/** `with { plan: "pro" }`: fields of the event, or what a record in it is made of. */
function namePayload(payload: ObjectExpression | undefined, owner: Owner, { names }: Context): void {
  for (const pair of payload?.pairs ?? []) names.uses(pair.key, memberOf("field", owner));
}

type Expected = Extract<TestLine, { kind: "Expect" }>["expected"];

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
      names.uses(expected.name, memberOf(expected.what, owner));
      return;
    case "waiting":
    case "held":
      names.uses(expected.at, memberOf("step", owner));
      return;
    default:
      return;
  }
}
