import type { Step, Trigger } from "@trajet/grammar";
import { haveOneForm } from "../../analyses/conditions/form.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { isCovered, placeOf } from "./covered.ts";

type Wait = Extract<Step, { kind: "Wait" }>;

/**
 * Reports what a wait waits for in vain: whatever it is, something else always comes first. At one instant an exit comes
 * before a wait, and of the arms the first in the text wins.
 */
export function checkArmsWin(step: Wait, exits: readonly Trigger[], scope: Scope, check: Check): void {
  const before: Trigger[] = [];
  for (const trigger of triggersOf(step)) {
    if (check.isBroken(trigger.span)) continue;
    const exit = exits.find((each) => countsInRun(trigger) && isCovered(trigger, each, scope, check));
    const arm = before.find(
      (each) => haveOneForm(each.since, trigger.since) && isCovered(trigger, each, scope, check),
    );
    if (exit !== undefined) report(trigger, "the run has left by then", exit, "Here it leaves.", check);
    else if (arm !== undefined) report(trigger, "another one takes it first", arm, "This takes it.", check);
    before.push(trigger);
  }
}

function triggersOf(step: Wait): readonly Trigger[] {
  if (step.until?.kind === "trigger") return [step.until.trigger];
  return (step.arms ?? []).flatMap(({ triggers }) => triggers);
}

/** What happened before the run began makes nobody leave it. */
function countsInRun({ since }: Trigger): boolean {
  return since === undefined || haveOneForm(since, ENTRY);
}

const ENTRY = { kind: "Reference", path: [{ kind: "Name", text: "entry" }], unfinished: false };

function report(trigger: Trigger, why: string, by: Trigger, message: string, check: Check): void {
  check.report("TJ4108", trigger.span, { why }, { related: [placeOf(by, message, check)] });
}
