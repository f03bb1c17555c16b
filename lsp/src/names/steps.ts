import type { Argument, Change, Name, Setting, Step } from "@trajet/grammar";
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
