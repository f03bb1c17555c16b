import type { Program, Step } from "@trajet/compiler/program";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import type { Value } from "./values.ts";

/** Where a channel reaches the contact itself: an e-mail address, a number, what a further channel's `to` is worth. */
export function ownAddress(channel: string, program: Program, facts: Facts): string | null {
  switch (channel) {
    case "email":
      return textOf(evaluate(field("email"), program, facts));
    case "sms":
      return textOf(evaluate(field("phone"), program, facts));
    default: {
      const declared = program.channels?.[channel];
      if (declared === undefined) throw new Error(`the program lacks the channel ${channel}`);
      return textOf(evaluate(declared.to, program, facts));
    }
  }
}

/** Where a sending goes: to the contact, or where its `to` says. `null` is nowhere. Throws what `evaluate` throws. */
export function addressOf(
  step: Extract<Step, { kind: "send" }>,
  program: Program,
  facts: Facts,
): string | null {
  if (step.to !== undefined) return textOf(evaluate(step.to, program, facts));
  return ownAddress(step.channel, program, facts);
}

const field = (name: string) => ({ op: "get", root: "contact", path: [name] }) as const;

const textOf = (value: Value): string | null => (typeof value === "string" && value !== "" ? value : null);
