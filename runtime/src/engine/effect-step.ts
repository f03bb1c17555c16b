import type { MessageProgram, Program, Step } from "@trajet/compiler/program";
import type { CallStep } from "./calling.ts";
import type { RequestKind } from "./request.ts";
import type { SendStep } from "./sending.ts";

/** A step that reaches outside: it suspends the run until what came of its request is known. */
export type EffectStep = SendStep | CallStep;

export function isEffectStep(step: Step): step is EffectStep {
  return step.kind === "send" || step.kind === "call";
}

/** What kind of request a step makes; its caller, and so its time limit, follow from it. */
export function requestKindOf(program: Program, step: EffectStep): RequestKind {
  switch (step.kind) {
    case "send":
      return kindOfMessage(program.messages[step.message], step.message);
    case "call":
      return "webhook";
    default:
      return step satisfies never;
  }
}

function kindOfMessage(message: MessageProgram | undefined, name: string): RequestKind {
  if (message === undefined) throw new Error(`the program lacks the message ${name}`);
  const { form } = message;
  return form === undefined || form === "survey" ? "email" : form;
}
