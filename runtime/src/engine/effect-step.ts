import type { MessageProgram, Program, Step, StepKind } from "@trajet/compiler/program";
import type { MoveStep } from "./audiences.ts";
import type { CallStep } from "./calling.ts";
import type { RequestKind } from "./request.ts";
import type { SendStep } from "./sending.ts";

/** A step that reaches outside: it suspends the run until what came of its request is known. */
export type EffectStep = SendStep | CallStep | MoveStep;

const EFFECTS: ReadonlySet<StepKind> = new Set<StepKind>(["send", "call", "add to", "remove from"]);

export function isEffectStep(step: Step): step is EffectStep {
  return EFFECTS.has(step.kind);
}

/** What kind of request a step makes; its caller, and so its time limit, follow from it. */
export function requestKindOf(program: Program, step: EffectStep): RequestKind {
  switch (step.kind) {
    case "send":
      return kindOfMessage(program.messages[step.message], step.message);
    case "call":
      return "webhook";
    case "add to":
    case "remove from":
      return "audience";
    default:
      return step satisfies never;
  }
}

function kindOfMessage(message: MessageProgram | undefined, name: string): RequestKind {
  if (message === undefined) throw new Error(`the program lacks the message ${name}`);
  const { form } = message;
  return form === undefined || form === "survey" ? "email" : form;
}
