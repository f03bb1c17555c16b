import type { Span } from "@trajet/grammar";
import { inUnits } from "../flow/amounts.ts";
import { decidedBy } from "../flow/asked.ts";
import { pass } from "../flow/clock.ts";
import type { Place } from "../flow/unfold.ts";
import { marketingOf, type Subject } from "../subject.ts";

/**
 * Warns of a message without arguments that one path sends twice. Turns of a loop are meant, and so is sending it again
 * behind a wait or a question about it: to who has not opened it, or has not bought.
 */
export function checkSameMessage(subject: Subject): void {
  const said = new Set<number>();
  for (const place of [...subject.flow.places].reverse()) {
    const text = contentOf(place, subject);
    if (text !== undefined) follow(place, text, said, subject);
  }
}

/** The message, if it says the same each time: what is computed may differ, as may what a fragment is given. */
function contentOf(place: Place, subject: Subject): string | undefined {
  const { step, file } = place;
  if (step?.kind !== "Send" || marketingOf(place, subject.project) === undefined) return undefined;
  if (step.args.length > 0) return undefined;
  return file === subject.file ? step.message?.text : undefined;
}

function follow(first: Place, text: string, said: Set<number>, subject: Subject): void {
  const { places } = subject.flow;
  const elapsed = new Map<number, number>([[first.index, 0]]);
  for (let index = first.index; index > 0; index--) {
    const [since, place] = [elapsed.get(index), places[index]];
    if (since === undefined || place === undefined) continue;
    if (place !== first && contentOf(place, subject) === text) {
      report(first, place, since, said, subject);
      continue;
    }
    // The next turn of a loop that holds the first sending is meant.
    if (place !== first && place.step === first.step) continue;
    if (isAnswered(place, text)) continue;
    for (const way of place.ways) {
      if (way.how.kind === "refused" && place === first) continue;
      const least = since + pass({}, way.pass).least;
      elapsed.set(way.to, Math.min(least, elapsed.get(way.to) ?? least));
    }
  }
}

/** A wait, or a question about the message: who gets it again has been looked at. */
function isAnswered({ step, ways }: Place, message: string): boolean {
  return step?.kind === "Wait" || ways.some((way) => decidedBy(way).includes(message));
}

function report(first: Place, again: Place, since: number, said: Set<number>, subject: Subject): void {
  if (again.step === undefined || again.step === first.step || said.has(again.step.span.start)) return;
  said.add(again.step.span.start);
  const message = again.step.kind === "Send" ? again.step.message : undefined;
  const at: Span = message?.span ?? again.own;
  const then = since > 0 ? `, and again ${inUnits(since)} later` : "";
  const before = { file: first.file, span: first.step?.span ?? first.own };
  const related = [{ ...before, message: `It is sent here first${then}.` }];
  subject.report("TJ4250", at, { message: message?.text ?? "" }, { related });
}
