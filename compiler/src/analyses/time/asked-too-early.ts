import { HOUR, inUnits } from "../flow/amounts.ts";
import { decidedBy, messageOf, type OpenOrClick, opensAsked } from "../flow/asked.ts";
import { pass } from "../flow/clock.ts";
import { trailOf } from "../flow/trail.ts";
import type { Place } from "../flow/unfold.ts";
import { mayBeHeld } from "../held.ts";
import { messageTo, type Subject } from "../subject.ts";

/** Before so much time has passed, an `if` about an open says nothing: most people have not looked yet. */
const TOO_EARLY = 4 * HOUR;

/** Warns of an `if` about an open or a click that some path reaches too soon behind the sending. */
export function checkAskedTooEarly(subject: Subject): void {
  const asked = questions(subject.flow.places);
  const messages = new Set([...asked.values()].flat().flatMap((question) => messageOf(question) ?? []));
  if (messages.size === 0) return;
  for (const place of subject.flow.places) {
    const message = messageTo(place, subject.project)?.name?.text;
    if (message !== undefined && messages.has(message)) follow(place, message, asked, subject);
  }
}

function questions(places: readonly Place[]): ReadonlyMap<Place, readonly OpenOrClick[]> {
  return new Map(
    places.flatMap((place) => {
      if (place.step?.kind !== "If") return [];
      const asked = place.step.branches.flatMap(({ condition }) => opensAsked(condition));
      return asked.length === 0 ? [] : [[place, asked] as const];
    }),
  );
}

/** Goes on from a sending, as long as it is surely too early. */
function follow(
  sending: Place,
  message: string,
  asked: ReadonlyMap<Place, readonly OpenOrClick[]>,
  subject: Subject,
): void {
  const { places } = subject.flow;
  const elapsed = new Map([[sending.index, 0]]);
  for (let index = sending.index; index > 0; index--) {
    const [since, place] = [elapsed.get(index), places[index]];
    if (since === undefined || place === undefined) continue;
    if (place !== sending) {
      if (messageTo(place, subject.project)?.name?.text === message) continue;
      // Asked twice in one `if`, it is one mistake.
      const question = asked.get(place)?.find((one) => messageOf(one) === message);
      if (question !== undefined) report(question, sending, place, since, subject);
    }
    for (const way of place.ways) {
      // Who waited for the open has not asked too early; a sending that is refused, or held, counts from elsewhere.
      if (decidesOnIt(place, message) || (place === sending && way.how.kind === "refused")) continue;
      const held = place !== sending && isHeld(place, subject);
      const most = held ? TOO_EARLY : since + pass({}, way.pass).most;
      if (most < TOO_EARLY) elapsed.set(way.to, Math.min(most, elapsed.get(way.to) ?? most));
    }
  }
}

function decidesOnIt(place: Place, message: string): boolean {
  return place.step?.kind === "Wait" && place.ways.some((way) => decidedBy(way).includes(message));
}

function isHeld({ step }: Place, { journey, project }: Subject): boolean {
  return step?.kind === "Send" && mayBeHeld(step, journey, project);
}

function report(question: OpenOrClick, sending: Place, place: Place, since: number, subject: Subject): void {
  const verb = question.act.verb === "click" ? "clicked" : "opened";
  const at = place.file === subject.file ? question.span : place.own;
  const params = { message: messageOf(question) ?? "", verb, since: since === 0 ? "" : inUnits(since) };
  const related = trailOf([
    { place: sending, elapsed: 0, what: "sent here" },
    { place, elapsed: since, what: "asked here" },
  ]);
  subject.report("TJ4200", at, params, { related });
}
