import type { Journey, Step } from "@trajet/grammar";
import { ownSteps } from "../model/steps.ts";
import type { StepId } from "../program/types.ts";

/**
 * The id of each step of a journey: its label, or its kind and operand and its rank among equals in the order of the text
 * (`send:Welcome`, `send:Welcome#2`). Durations, percentages, texts and conditions do not count, so that an edit of them
 * moves nobody.
 */
export function stepIds(journey: Pick<Journey, "steps">): ReadonlyMap<Step, StepId> {
  const steps = ownSteps(journey.steps);
  const taken = new Set<StepId>();
  // Labels first: a made-up id gives way to one that was chosen. Of a label that stands twice the first counts.
  const labelled = new Set(
    steps.filter((step) => step.label !== undefined && claimLabel(step.label.text, taken)),
  );
  return new Map(
    steps.map((step) => [
      step,
      labelled.has(step) ? (step.label?.text ?? "") : claim(kindAndOperand(step), taken),
    ]),
  );
}

function claimLabel(label: string, taken: Set<string>): boolean {
  const free = !taken.has(label);
  taken.add(label);
  return free;
}

/** The name, or the name with the first rank that is free. */
export function claim(name: string, taken: Set<string>): string {
  let id = name;
  for (let rank = 2; taken.has(id); rank++) id = `${name}#${rank}`;
  taken.add(id);
  return id;
}

function kindAndOperand(step: Step): string {
  switch (step.kind) {
    case "Delay":
      return step.until === undefined ? "delay" : "delay until";
    case "Wait":
    case "If":
    case "Match":
    case "Split":
    case "Repeat":
    case "Exit":
    case "Break":
    case "Archive":
      return step.kind.toLowerCase();
    case "Remember":
      return `remember:${step.name?.text}`;
    case "Milestone":
      return `milestone:${step.name?.value}`;
    case "Send":
      return `send:${step.message?.text}`;
    case "Tag":
    case "Untag":
      return `${step.kind.toLowerCase()}:${step.tags.map((tag) => tag.value).join(",")}`;
    case "Join":
      return `join:${step.group?.category?.value}/${step.group?.group?.value}`;
    case "LeaveGroup":
      return `leave group:${step.group?.category?.value}/${step.group?.group?.value}`;
    case "LeaveJourney":
      return `leave journey:${step.journey?.text}`;
    case "StartJourney":
      return `start journey:${step.journey?.text}`;
    case "Unsubscribe":
      return `unsubscribe:${step.channel?.text ?? "email"}`;
    case "Update":
      return `update:${[...new Set(step.changes.map((change) => change.field?.text))].join(",")}`;
    case "Call":
      return `call:${step.webhook?.text}`;
    case "GiveCoupon":
      return `give:${step.coupon?.text}`;
    case "AddTo":
      return `add:${step.customAudience?.text}`;
    case "RemoveFrom":
      return `remove:${step.customAudience?.text}`;
    case "Run":
      return `run:${step.fragment?.text}`;
    default:
      return step satisfies never;
  }
}
