import type { Change as WrittenChange } from "@trajet/grammar";
import type { Action } from "../model/steps.ts";
import { TEXT } from "../model/types.ts";
import type { Change } from "../program/types.ts";
import { type Lowering, type Named, ownField, present } from "./lowering.ts";
import { channelByName } from "./messages.ts";
import { argumentsOf, type Operation, remember, type StepPlace } from "./operation.ts";
import { answerOf } from "./webhooks.ts";

type ActionOf<K extends Action["kind"]> = Extract<Action, { kind: K }>;

/** What a step does: to the contact, to the outside, or to other journeys. */
export function actionOf(step: Action, at: StepPlace): Operation {
  const { lowering } = at;
  switch (step.kind) {
    case "Send":
      return send(step, at);
    case "Tag":
    case "Untag":
      return { kind: step.kind === "Tag" ? "tag" : "untag", tags: step.tags.map((tag) => tag.value) };
    case "Join":
    case "LeaveGroup": {
      const category = present(step.group?.category, "a group").value;
      const group = present(step.group?.group, "a group").value;
      return { kind: step.kind === "Join" ? "join" : "leave group", category, group };
    }
    case "StartJourney":
      return {
        kind: "start journey",
        journey: present(step.journey, "a journey").text,
        ...otherwise(step, at),
      };
    case "LeaveJourney":
      return { kind: "leave journey", journey: present(step.journey, "a journey").text };
    case "Unsubscribe":
      return { kind: "unsubscribe", channel: step.channel?.text ?? "email" };
    case "Archive":
      return { kind: "archive" };
    case "Update":
      return { kind: "update", changes: step.changes.map((change) => lowerChange(change, lowering)) };
    case "Call":
      return call(step, at);
    case "GiveCoupon":
      return giveCoupon(step, at);
    case "AddTo":
    case "RemoveFrom":
      return moveInAudience(step, at);
    case "Run":
      return runFragment(step, at);
    default:
      return step satisfies never;
  }
}

/** Where a refused action goes, if the author says so. */
function otherwise(step: Action, { enter }: StepPlace) {
  return step.otherwise === undefined ? {} : { otherwise: enter(step.otherwise) };
}

function send(step: ActionOf<"Send">, at: StepPlace): Operation {
  const { lowering } = at;
  const message = present(step.message, "a message").text;
  lowering.uses.messages.add(message);
  return {
    kind: "send",
    channel: channelByName(lowering.model, message),
    message,
    args: argumentsOf(step.args, lowering),
    ...(step.to === undefined ? {} : { to: lowering.expression(step.to, lowering) }),
    ...otherwise(step, at),
  };
}

/** The `otherwise` of a call, or of a coupon, comes before its answer has a name: there is none there. */
function call(step: ActionOf<"Call">, at: StepPlace): Operation {
  const { lowering } = at;
  const webhook = present(step.webhook, "a webhook").text;
  lowering.uses.webhooks.add(webhook);
  const operation = {
    kind: "call" as const,
    webhook,
    args: argumentsOf(step.args, lowering),
    ...otherwise(step, at),
  };
  if (step.as === undefined) return { ...operation, as: null };
  return { ...operation, as: remember(step.as.text, answerOf(lowering.model, webhook), at) };
}

function giveCoupon(step: ActionOf<"GiveCoupon">, at: StepPlace): Operation {
  const coupon = present(step.coupon, "a coupon").text;
  at.lowering.uses.coupons.add(coupon);
  const refused = otherwise(step, at);
  const as = remember(present(step.as, "the name of a code").text, TEXT, at);
  return { kind: "give coupon", coupon, as, ...refused };
}

function moveInAudience(step: ActionOf<"AddTo" | "RemoveFrom">, at: StepPlace): Operation {
  const customAudience = present(step.customAudience, "a custom audience").text;
  at.lowering.uses.customAudiences.add(customAudience);
  return { kind: step.kind === "AddTo" ? "add to" : "remove from", customAudience, ...otherwise(step, at) };
}

/** The steps of the fragment speak of its arguments by its parameters, each under the id of this step. */
function runFragment(step: ActionOf<"Run">, at: StepPlace): Operation {
  const { model, uses } = at.lowering;
  const fragment = present(step.fragment, "a fragment").text;
  uses.fragments.add(fragment);
  const declared = present(model.symbols.fragments.get(fragment), `the fragment ${fragment}`);
  const parameters = [...model.types.parameters(declared.parameters)].map(([name, type]): [string, Named] => [
    name,
    { root: "argument", key: `${at.id}/${name}`, types: [type] },
  ]);
  return {
    kind: "run",
    fragment,
    args: argumentsOf(step.args, at.lowering),
    body: at.run(new Map(parameters)),
  };
}

function lowerChange(change: WrittenChange, place: Lowering): Change {
  const field = present(change.field, "a field").text;
  if (ownField(place, field)) place.uses.fields.add(field);
  if (change.form === "clear") return { change: "clear", field };
  return { change: change.form, field, value: place.expression(change.value, place) };
}
