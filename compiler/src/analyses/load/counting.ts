import type { AnyMessage } from "../../checks/journeys/send.ts";
import type { Place } from "../flow/unfold.ts";
import { marketingOf, type Subject } from "../subject.ts";
import { capsOf, type MessageCap, mostWithin } from "./caps.ts";
import type { Counting } from "./load.ts";

/** Counts the marketing messages of a journey, as its caps and those of the project let them through. */
export function countingOf(subject: Subject): Counting {
  const { project, journey, flow } = subject;
  const caps = capsOf(journey, project.config);
  const sent = new Map<Place, AnyMessage>();
  for (const place of flow.places) {
    const message = marketingOf(place, project);
    if (message !== undefined) sent.set(place, message);
  }
  const forAll = caps.filter((cap) => [...sent.values()].every(cap.holdsFor));
  const forSome = caps.filter((cap) => !forAll.includes(cap));
  const classes = new Map<Place, number>();
  // A message under several caps of some counts under the first: what is counted is never less than what leaves.
  for (const [place, message] of sent)
    classes.set(place, 1 + forSome.findIndex((cap) => cap.holdsFor(message)));
  return {
    classOf: (place) => classes.get(place),
    let: (counts, window) => letThrough(counts, window, forSome, forAll),
  };
}

function letThrough(
  counts: readonly number[],
  window: number,
  forSome: readonly MessageCap[],
  forAll: readonly MessageCap[],
): number {
  let total = 0;
  for (const [index, count] of counts.entries()) {
    const cap = forSome[index - 1];
    total += cap === undefined ? count : Math.min(count, mostWithin(cap, window));
  }
  return forAll.reduce((most, cap) => Math.min(most, mostWithin(cap, window)), total);
}
