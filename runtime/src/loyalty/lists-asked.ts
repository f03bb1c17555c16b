import type { LoyaltyProgram, Program } from "@trajet/compiler/program";
import { visitExpression, visitProgram } from "@trajet/compiler/program/visit";

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

/** The loyalty queries about which another one asks, in its condition on people or in a segment that this names. */
export function listsIn({ people, segments = {} }: LoyaltyProgram): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const condition of [people, ...Object.values(segments)]) {
    if (condition === null) continue;
    visitExpression(condition, {
      expression(expr) {
        if (expr.op === "in loyalty") asked.add(expr.query);
      },
    });
  }
  return asked;
}
