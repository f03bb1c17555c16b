import type { Step, StepId } from "@trajet/compiler/program";
import { type Draft, type LoadedProgram, note } from "./draft.ts";
import { keep, writtenName } from "./remembered.ts";
import type { Run } from "./run.ts";

export type GiveStep = Extract<Step, { kind: "give coupon" }>;

/** Gives the one code that is for all. A single one is taken by the host, which has the pool: then the answer is false. */
export function giveOneForAll(draft: Draft, run: Run, loaded: LoadedProgram, step: GiveStep): boolean {
  const coupon = loaded.program.coupons?.[step.coupon];
  if (coupon === undefined) throw new Error(`program ${loaded.hash} lacks the coupon ${step.coupon}`);
  if ("pool" in coupon) return false;
  give(draft, run, step, coupon.code);
  return true;
}

/** Gives the code that the host took from the pool. Answers where the run goes: an empty pool refuses the step. */
export function giveTaken(draft: Draft, run: Run, step: GiveStep): StepId | null {
  const code = draft.codes.get(run);
  if (code === undefined)
    throw new Error(`run ${run.id} stands at ${run.step} without an answer of the pool`);
  draft.codes.delete(run);
  if (code !== null) {
    give(draft, run, step, code);
    return step.next;
  }
  keep(run, step.as, null);
  note(draft, run, "refused", { name: step.coupon, reason: "no codes are left in the pool" });
  return step.otherwise === undefined ? step.next : step.otherwise;
}

function give(draft: Draft, run: Run, step: GiveStep, code: string): void {
  keep(run, step.as, code);
  note(draft, run, "remembered", { name: writtenName(step.as), value: code, coupon: step.coupon });
}
