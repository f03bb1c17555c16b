import type { Trigger } from "@trajet/grammar";
import type { Subject } from "../subject.ts";

/** Warns of an exit, goal or wait for a sign-up: whoever is in a journey has signed up already, and does so once. */
export function checkSignUps(subject: Subject): void {
  for (const setting of subject.journey.settings) {
    if (setting.kind === "ExitWhen") {
      for (const trigger of [setting.trigger, ...setting.orWhen])
        if (trigger !== undefined) check(trigger, "exit", subject);
    }
    if (setting.kind === "Goal") for (const trigger of setting.triggers) check(trigger, "goal", subject);
  }
  for (const { step, ways, file } of subject.flow.places) {
    if (step?.kind !== "Wait" || file !== subject.file) continue;
    for (const { how } of ways)
      if (how.kind === "happened") for (const trigger of how.triggers) check(trigger, "wait", subject);
  }
}

function check(trigger: Trigger, place: "exit" | "goal" | "wait", subject: Subject): void {
  if (trigger.act.verb === "sign up" && !trigger.negated) subject.report("TJ4205", trigger.span, { place });
}
