import type { Trigger } from "@trajet/grammar";
import { printTrigger } from "../../lower/print/trigger.ts";
import type { Place } from "../flow/unfold.ts";
import { type Subject, settingsOf } from "../subject.ts";
import { doneBy } from "../together/effects.ts";
import { signalsOf } from "../together/signals.ts";

/** Warns of a step that makes its own run leave, by a rule `exit when`, while there are steps behind it. */
export function checkOwnExits(subject: Subject): void {
  const exits = settingsOf(subject.journey, "ExitWhen").flatMap(({ trigger, orWhen }) =>
    [trigger, ...orWhen].flatMap((each) => (each === undefined || !isPlain(each) ? [] : [each])),
  );
  if (exits.length === 0) return;
  for (const place of subject.flow.places) {
    if (place.step === undefined || !goesOn(place, subject)) continue;
    for (const { signal } of doneBy(place.step)) {
      const exit = exits.find(({ act }) => signalsOf(act, subject.project).has(signal));
      if (exit !== undefined) report(place, exit, subject);
    }
  }
}

/** A filter may pass or not, and a segment or a value may not change by one step. */
function isPlain({ act, where, negated }: Trigger): boolean {
  const plain = ["get tag", "lose tag", "join", "leave group", "unsubscribe"].includes(act.verb);
  return plain && !negated && where === undefined;
}

function goesOn({ ways }: Place, { flow }: Subject): boolean {
  return ways.some(({ to }) => to !== 0 && flow.places[to]?.step?.kind !== "Exit");
}

function report(place: Place, exit: Trigger, subject: Subject): void {
  const at = place.file === subject.file && place.step !== undefined ? place.step.span : place.own;
  const related = [{ file: subject.file, span: exit.span, message: "The rule that ends the run." }];
  subject.report("TJ4225", at, { rule: `exit when ${printTrigger(exit)}` }, { related });
}
