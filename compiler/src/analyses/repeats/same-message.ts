import type { Span } from "@trajet/grammar";
import { inUnits } from "../flow/amounts.ts";
import { decidedBy } from "../flow/asked.ts";
import { leastOf } from "../flow/clock.ts";
import type { Place } from "../flow/unfold.ts";
import { marketingOf, type Subject } from "../subject.ts";

/**
 * Warns of a message without arguments that one path sends twice. Turns of a loop are meant, and so is sending it again
 * behind a wait or a question about it: to who has not opened it, or has not bought.
 */
export function checkSameMessage(subject: Subject): void {
  const { places } = subject.flow;
  const search: Search = {
    subject,
    contents: places.map((place) => contentOf(place, subject)),
    asked: places.map(({ ways }) => ways.flatMap(decidedBy)),
    said: new Set(),
  };
  for (const place of places.toReversed()) {
    const text = search.contents[place.index];
    if (text !== undefined) follow(place, text, search);
  }
}

interface Search {
  readonly subject: Subject;
  /** Of each place the message that it sends, and those about which its ways are decided. */
  readonly contents: readonly (string | undefined)[];
  readonly asked: readonly (readonly string[])[];
  /** Where the sendings stand of which it was said. */
  readonly said: Set<number>;
}

/** The message, if it says the same each time: what is computed may differ, as may what a fragment is given. */
function contentOf(place: Place, subject: Subject): string | undefined {
  const { step, file } = place;
  if (step?.kind !== "Send" || marketingOf(place, subject.project) === undefined) return undefined;
  if (step.args.length > 0) return undefined;
  return file === subject.file ? step.message?.text : undefined;
}

function follow(first: Place, text: string, search: Search): void {
  const { places } = search.subject.flow;
  /** The least time from the first sending to each place behind it; endless where it does not lead. */
  const elapsed: number[] = new Array(first.index + 1).fill(Number.POSITIVE_INFINITY);
  elapsed[first.index] = 0;
  for (let index = first.index; index > 0; index--) {
    const [since = Number.POSITIVE_INFINITY, place] = [elapsed[index], places[index]];
    if (since === Number.POSITIVE_INFINITY || place === undefined) continue;
    if (place !== first && search.contents[index] === text) {
      report(first, place, since, search);
      continue;
    }
    // The next turn of a loop that holds the first sending is meant.
    if (place !== first && place.step === first.step) continue;
    // A wait, or a question about the message: who gets it again has been looked at.
    if (place.step?.kind === "Wait" || search.asked[index]?.includes(text)) continue;
    for (const way of place.ways) {
      if (way.how.kind === "refused" && place === first) continue;
      const least = since + leastOf(way.pass);
      elapsed[way.to] = Math.min(least, elapsed[way.to] ?? least);
    }
  }
}

function report(first: Place, again: Place, since: number, { said, subject }: Search): void {
  if (again.step === undefined || again.step === first.step || said.has(again.step.span.start)) return;
  said.add(again.step.span.start);
  const message = again.step.kind === "Send" ? again.step.message : undefined;
  const at: Span = message?.span ?? again.own;
  const then = since > 0 ? `, and again ${inUnits(since)} later` : "";
  const before = { file: first.file, span: first.step?.span ?? first.own };
  const related = [{ ...before, message: `It is sent here first${then}.` }];
  subject.report("TJ4250", at, { message: message?.text ?? "" }, { related });
}
