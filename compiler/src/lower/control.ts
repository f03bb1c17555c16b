import type { Pattern as WrittenPattern } from "@trajet/grammar";
import type { Control } from "../model/steps.ts";
import type { Pattern } from "../program/types.ts";
import { answersIn } from "./bodies.ts";
import { lowerDuration } from "./constants.ts";
import { type Lowering, present } from "./lowering.ts";
import { type Operation, remember, type StepPlace } from "./operation.ts";
import { lowerLimit, lowerPoint } from "./points.ts";
import { lowerTrigger } from "./triggers.ts";
import { valueType } from "./value-types.ts";
import { wholeOf } from "./whole-numbers.ts";

type ControlOf<K extends Control["kind"]> = Extract<Control, { kind: K }>;

/** The operation of a step that decides where a run goes, or when. */
export function controlOf(step: Control, at: StepPlace): Operation {
  switch (step.kind) {
    case "Delay":
      return delay(step, at);
    case "Wait":
      return wait(step, at);
    case "If":
      return {
        kind: "if",
        branches: step.branches.map((branch) => ({
          test: at.lowering.expression(branch.condition, at.lowering),
          next: at.enter(branch.body),
        })),
        else: at.enter(step.else),
      };
    case "Match":
      return match(step, at);
    case "Split":
      return { kind: "split", arms: step.arms.map((arm) => splitArm(arm, at)) };
    case "Repeat":
      return repeat(step, at);
    case "Break":
      return { kind: "break", loop: present(at.loop, "the loop that a break leaves") };
    case "Remember":
      return rememberValue(step, at);
    case "Milestone":
      return { kind: "milestone", name: present(step.name, "the name of a milestone").value };
    case "Exit":
      return { kind: "exit" };
    default:
      return step satisfies never;
  }
}

function delay(step: ControlOf<"Delay">, { enter, lowering }: StepPlace): Operation {
  if (step.until === undefined)
    return { kind: "delay", for: lowerDuration(present(step.duration, "a duration"), lowering) };
  const otherwise = (step.otherwise?.steps.length ?? 0) > 0 ? enter(step.otherwise) : null;
  return { kind: "delay until", point: lowerPoint(step.until, lowering), otherwise };
}

function wait(step: ControlOf<"Wait">, at: StepPlace): Operation {
  const limit = lowerLimit(step.limit, at.lowering);
  if (step.until?.kind === "condition") {
    const until = at.lowering.expression(step.until.condition, at.lowering);
    return { kind: "wait", limit, arms: [], until, timeout: at.enter(step.otherwise) };
  }
  const only = step.until === undefined ? [] : [{ triggers: [step.until.trigger], body: undefined }];
  const arms = (step.arms ?? only).map((arm) => ({
    triggers: arm.triggers.map((trigger) => lowerTrigger(trigger, at.lowering)),
    next: at.enter(arm.body),
  }));
  return { kind: "wait", limit, arms, timeout: at.enter(step.otherwise) };
}

function match(step: ControlOf<"Match">, { enter, lowering }: StepPlace): Operation {
  return {
    kind: "match",
    subject: lowering.expression(step.subject, lowering),
    cases: step.cases.map((one) => ({
      patterns: one.patterns.map((pattern) => lowerPattern(pattern, lowering)),
      next: enter(one.body),
    })),
    else: enter(step.else),
  };
}

function lowerPattern(pattern: WrittenPattern, place: Lowering): Pattern {
  switch (pattern.form) {
    case "value":
      return { is: place.expression(pattern.value, place) };
    case "compare":
      return { compare: pattern.operator, with: place.expression(pattern.value, place) };
    case "range":
      return { from: place.expression(pattern.low, place), below: place.expression(pattern.high, place) };
    default:
      return pattern satisfies never;
  }
}

function splitArm(arm: ControlOf<"Split">["arms"][number], { enter }: StepPlace) {
  return {
    name: present(arm.name, "the name of an arm").value,
    share: Math.round(Number(arm.share.text) * 100),
    next: enter(arm.body),
  };
}

function repeat(step: ControlOf<"Repeat">, { body, turn }: StepPlace): Operation {
  return {
    kind: "repeat",
    times: wholeOf(step.times, "a number of turns"),
    body: turn(step.body),
    clears: answersIn(body, step.body?.steps ?? []),
  };
}

function rememberValue(step: ControlOf<"Remember">, at: StepPlace): Operation {
  const { lowering } = at;
  const value = lowering.expression(step.value, lowering);
  const type = present(lowering.model.typeOf(step.value), "the type of what is remembered");
  const name = remember(present(step.name, "the name of what is remembered").text, type, at);
  return { kind: "remember", name, value, type: valueType(type) };
}
