import type { Argument, Change, Name, ObjectExpression, Setting, Step, TestLine } from "@trajet/grammar";
import { type Context, declared, label, memberOf, objective, ofAudience } from "./context.ts";
import type { Owner } from "./target.ts";

export function nameSetting(setting: Setting, context: Context): void {
  switch (setting.kind) {
    case "Objective":
      context.names.uses(setting.text, objective);
      return;
    case "Goal":
      context.names.declares(setting.name, memberOf("goal", context.owner));
      return;
    case "Cap":
      context.names.uses(setting.across, label);
      return;
    default:
      return;
  }
}

export function nameStep(step: Step, context: Context): void {
  const { names, owner } = context;
  names.declares(step.label, memberOf("step", owner));
  switch (step.kind) {
    case "Send":
      names.uses(step.message, declared("messages"));
      nameArguments(step.args, ownerNamed("messages", step.message), context);
      return;
    case "Call":
      names.uses(step.webhook, declared("webhooks"));
      names.declares(step.as, memberOf("local", owner));
      nameArguments(step.args, ownerNamed("webhooks", step.webhook), context);
      return;
    case "Run":
      names.uses(step.fragment, declared("fragments"));
      nameArguments(step.args, ownerNamed("fragments", step.fragment), context);
      return;
    case "GiveCoupon":
      names.uses(step.coupon, declared("coupons"));
      names.declares(step.as, memberOf("local", owner));
      return;
    case "Remember":
      names.declares(step.name, memberOf("local", owner));
      return;
    case "Milestone":
      names.declares(step.name, memberOf("milestone", owner));
      return;
    case "Tag":
    case "Untag":
      for (const tag of step.tags) names.uses(tag, ofAudience("tag", context));
      return;
    case "LeaveJourney":
    case "StartJourney":
      names.uses(step.journey, declared("journeys"));
      return;
    case "AddTo":
    case "RemoveFrom":
      names.uses(step.customAudience, declared("people"));
      return;
    case "Unsubscribe":
      names.uses(step.channel, declared("channels"));
      return;
    default:
      return;
  }
}

export function nameChange(change: Change, context: Context): void {
  context.names.uses(change.field, ofAudience("field", context));
}

const ownerNamed = (of: Owner["of"], name: Name | undefined): Owner | undefined =>
  name && { of, name: name.text };

function nameArguments(args: readonly Argument[], owner: Owner | undefined, { names }: Context): void {
  for (const arg of args) names.uses(arg.name, memberOf("parameter", owner));
}

const BEHAVING = {
  webhook: "webhooks",
  channel: "channels",
  coupon: "coupons",
  "custom audience": "people",
} as const;

export function nameTestLine(line: TestLine, context: Context): void {
  const { names } = context;
  switch (line.kind) {
    case "GivenContact":
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

function nameOutcome(expected: Expected, { names, owner }: Context): void {
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
