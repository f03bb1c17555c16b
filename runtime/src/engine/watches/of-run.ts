import type { Expr, Program, Trigger } from "@trajet/compiler/program";
import { keptOf } from "@trajet/compiler/program/absence";
import { visitProgram, visitTrigger } from "@trajet/compiler/program/visit";

/** What differs from run to run. */
const RUN_ROOTS: ReadonlySet<string> = new Set(["entry", "argument", "remembered"]);

const known = new WeakMap<Trigger, boolean>();
const having = new WeakMap<Program, boolean>();

/**
 * Whether a trigger is a `does not … for` whose time, or what is not done, hangs on its run: on the entry, an argument, or what
 * the run remembers. All others are kept for each contact, whichever run asks.
 */
export function isAbsenceInRun(trigger: Trigger): boolean {
  if (trigger.absentFor === undefined) return false;
  const said = known.get(trigger) ?? speaksOfRun(trigger);
  known.set(trigger, said);
  return said;
}

/** Whether runs of a program have absences of their own. */
export function hasAbsencesInRun(program: Program): boolean {
  const said = having.get(program) ?? search(program);
  having.set(program, said);
  return said;
}

function speaksOfRun(trigger: Trigger): boolean {
  let found = false;
  visitTrigger(keptOf(trigger), {
    expression: (expr) => {
      found ||= isOfRun(expr);
    },
  });
  return found;
}

function isOfRun(expr: Expr): boolean {
  return expr.op === "entered" || expr.op === "entry is" || (expr.op === "get" && RUN_ROOTS.has(expr.root));
}

function search(program: Program): boolean {
  let found = false;
  visitProgram(program, {
    expression: () => undefined,
    trigger: (trigger) => {
      found ||= isAbsenceInRun(trigger);
    },
  });
  return found;
}
