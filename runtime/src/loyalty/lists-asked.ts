import type { Program } from "@trajet/compiler/program";
import { visitProgram } from "@trajet/compiler/program/visit";

/** The loyalty queries about which a program asks: whatever people it names that are none of its segments. */
export function listsAsked(program: Program): ReadonlySet<string> {
  const asked = new Set<string>();
  visitProgram(program, {
    expression(expr) {
      if (expr.op === "in loyalty") asked.add(expr.query);
    },
    trigger(trigger) {
      if (trigger.on === "enters people" || trigger.on === "leaves people") asked.add(trigger.people);
    },
  });
  return asked;
}
