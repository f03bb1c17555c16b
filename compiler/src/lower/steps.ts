import type { Block, Change as WrittenChange, Step as WrittenStep } from "@trajet/grammar";
import type { Change, Expr, Step, StepId } from "../program/types.ts";
import { fixedDuration } from "./constants.ts";
import { type Lowering, LoweringError, ownField, present } from "./lowering.ts";
import { lowerLimit, lowerPoint } from "./points.ts";
import { summaryOf } from "./print/step.ts";
import { lowerTrigger } from "./triggers.ts";

/** The steps of a journey by id, and the first of them. */
export interface LoweredSteps {
  readonly first: StepId | null;
  readonly steps: Readonly<Record<StepId, Step>>;
}

/** Flattens the blocks of a journey: each step names the one behind it, and the arms of a branch meet behind it. */
export function lowerSteps(
  written: readonly WrittenStep[],
  ids: ReadonlyMap<WrittenStep, StepId>,
  place: Lowering,
): LoweredSteps {
  // In the order of the text from the beginning: a branch is made before the step that it belongs to.
  const steps = new Map<StepId, Step | undefined>([...ids.values()].map((id) => [id, undefined]));

  /** Lowers a row of steps, and gives its first; an empty one goes straight on to what stands behind it. */
  const row = (these: readonly WrittenStep[], behind: StepId | null): StepId | null => {
    const names = these.map((step) => present(ids.get(step), "the id of a step"));
    for (const [index, step] of these.entries()) {
      const [id = "", next = behind] = names.slice(index);
      const enter: Enter = (block) => row(block?.steps ?? [], next);
      steps.set(id, { ...operation(step, enter, place), ...ending(step, next) });
    }
    return names[0] ?? behind;
  };

  const first = row(written, null);
  const made = [...steps].flatMap(([id, step]) => (step === undefined ? [] : [[id, step] as const]));
  return { first, steps: Object.fromEntries(made) };
}

function ending(step: WrittenStep, next: StepId | null): { next: StepId | null; summary: string } {
  return { next: step.kind === "Exit" ? null : next, summary: summaryOf(step) };
}

/** A block's first step; of an empty or missing block, the step behind. */
type Enter = (block: Block | undefined) => StepId | null;

type Operation = Step extends infer S ? (S extends Step ? Omit<S, "next" | "summary"> : never) : never;

function operation(step: WrittenStep, enter: Enter, place: Lowering): Operation {
  switch (step.kind) {
    case "Delay":
      return delay(step, enter, place);
    case "Wait":
      return wait(step, enter, place);
    case "If":
      return {
        kind: "if",
        branches: step.branches.map((branch) => ({
          test: place.expression(branch.condition, place),
          next: enter(branch.body),
        })),
        else: enter(step.else),
      };
    case "Split":
      return { kind: "split", arms: step.arms.map((arm) => splitArm(arm, enter)) };
    case "Send":
      return send(step, enter, place);
    case "Tag":
    case "Untag":
      return { kind: step.kind === "Tag" ? "tag" : "untag", tags: step.tags.map((tag) => tag.value) };
    case "Join":
    case "LeaveGroup": {
      const category = present(step.group?.category, "a group").value;
      const group = present(step.group?.group, "a group").value;
      return { kind: step.kind === "Join" ? "join" : "leave group", category, group };
    }
    case "Unsubscribe":
      return { kind: "unsubscribe", channel: step.channel?.text ?? "email" };
    case "Update":
      return { kind: "update", changes: step.changes.map((change) => lowerChange(change, place)) };
    case "Milestone":
      return { kind: "milestone", name: present(step.name, "the name of a milestone").value };
    case "Exit":
      return { kind: "exit" };
    default:
      throw new LoweringError(`a program has no step of the kind ${step.kind}`);
  }
}

function delay(step: Extract<WrittenStep, { kind: "Delay" }>, enter: Enter, place: Lowering): Operation {
  if (step.until === undefined)
    return { kind: "delay", for: fixedDuration(present(step.duration, "a duration")) };
  const otherwise = (step.otherwise?.steps.length ?? 0) > 0 ? enter(step.otherwise) : null;
  return { kind: "delay until", point: lowerPoint(step.until, place), otherwise };
}

function wait(step: Extract<WrittenStep, { kind: "Wait" }>, enter: Enter, place: Lowering): Operation {
  const written = step.arms ?? [{ triggers: [untilTrigger(step)], body: undefined }];
  return {
    kind: "wait",
    limit: lowerLimit(step.limit, place),
    arms: written.map((arm) => ({
      triggers: arm.triggers.map((trigger) => lowerTrigger(trigger, place)),
      next: enter(arm.body),
    })),
    timeout: enter(step.otherwise),
  };
}

function untilTrigger(step: Extract<WrittenStep, { kind: "Wait" }>) {
  if (step.until?.kind !== "trigger") throw new LoweringError("a program has no wait for a condition");
  return step.until.trigger;
}

function splitArm(arm: Extract<WrittenStep, { kind: "Split" }>["arms"][number], enter: Enter) {
  return {
    name: present(arm.name, "the name of an arm").value,
    share: Math.round(Number(arm.share.text) * 100),
    next: enter(arm.body),
  };
}

function send(step: Extract<WrittenStep, { kind: "Send" }>, enter: Enter, place: Lowering): Operation {
  if (step.channel !== "email" || step.to !== undefined)
    throw new LoweringError("a program sends emails to the contact only");
  const message = present(step.message, "a message").text;
  place.uses.messages.add(message);
  const args = step.args.map((arg): [string, Expr] => [
    present(arg.name, "the name of an argument").text,
    place.expression(arg.value, place),
  ]);
  return {
    kind: "send",
    channel: "email",
    message,
    args: Object.fromEntries(args),
    ...(step.otherwise === undefined ? {} : { otherwise: enter(step.otherwise) }),
  };
}

function lowerChange(change: WrittenChange, place: Lowering): Change {
  const field = present(change.field, "a field").text;
  if (ownField(place, field)) place.uses.fields.add(field);
  if (change.form === "clear") return { change: "clear", field };
  return { change: change.form, field, value: place.expression(change.value, place) };
}
