import type { Step } from "@trajet/grammar";
import type { Place, Way } from "../analyses/flow/unfold.ts";
import type { Body } from "../lower/bodies.ts";
import { armsOf } from "../lower/print/arms.ts";
import { printExpression } from "../lower/print/expression.ts";
import { summaryOf } from "../lower/print/step.ts";
import type { StepId } from "../program/types.ts";

/**
 * Which way a run took on from a step: `0`, `1` … an arm by its number, `else` of an `if` or a `match`, `timeout` of a
 * wait, `refused` of an action with an `otherwise`, `passed` of a delay until a moment, `done` where it went straight on.
 */
export type WayKey = string;

/** A step from which several ways lead, and the one that was taken. */
export interface Decision {
  readonly step: StepId;
  readonly way: WayKey;
  /** `if contact.plan == "pro"`: the step. */
  readonly of: string;
  /** `yes`, `after 3 days`: the way. */
  readonly taken: string;
}

/** By what a path is known, and compared with what a run did. That a step was simply done is left out: it leaves no trace. */
export function signatureOf(decisions: readonly Pick<Decision, "step" | "way">[]): string {
  return decisions
    .filter(({ way }) => way !== "done")
    .map(({ step, way }) => `${step}=${way}`)
    .join(" ");
}

/** The ids of steps at their places: inside a fragment behind the steps that run it. */
export function idsIn(body: Body): (place: Place) => StepId {
  return ({ step, calls }) => {
    const inside = calls.reduce<Body | undefined>((around, call) => around?.calls.get(call), body);
    const id = step === undefined ? undefined : inside?.ids.get(step);
    if (id === undefined) throw new Error(`a step of ${body.declaration.name?.text} has no id`);
    return id;
  };
}

export function decisionOf(place: Place, way: Way, index: number, id: StepId): Decision {
  const { step } = place;
  if (step === undefined) throw new Error("nobody decides at the end of a journey");
  return { step: id, way: keyOf(step, way, index), of: summaryOf(step), taken: takenOf(step, way, index) };
}

function keyOf(step: Step, { how }: Way, index: number): WayKey {
  switch (how.kind) {
    case "if":
      return step.kind === "If"
        ? String(step.branches.findIndex(({ condition }) => condition === how.condition))
        : String(index);
    case "else":
    case "else if none":
      return "else";
    case "arm":
    case "happened":
    case "came true":
      return String(index);
    case "timed out":
      return "timeout";
    case "refused":
    case "passed":
    case "done":
      return how.kind;
    default:
      return how satisfies never;
  }
}

function takenOf(step: Step, { how }: Way, index: number): string {
  switch (how.kind) {
    case "if":
      return `${how.failed.length > 0 ? "else " : ""}${printExpression(how.condition)}`;
    case "else if none": {
      const [operand, ...others] = how.failed;
      return operand === undefined || others.length > 0
        ? "none of these"
        : printExpression({ kind: "Not", operand, span: operand.span });
    }
    case "else":
      return "none of these";
    case "arm":
    case "happened":
    case "came true":
      return armsOf(step)[index] ?? `arm ${index + 1}`;
    case "timed out":
      return "the time is over";
    case "refused":
      return "refused";
    case "passed":
      return "the moment has passed";
    case "done":
      return step.kind === "Delay" ? "the moment lies ahead" : "done";
    default:
      return how satisfies never;
  }
}
