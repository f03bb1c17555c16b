import { marketingOf, type Subject } from "../subject.ts";
import { capsOf, type MessageCap, mostWithin } from "./caps.ts";
import type { Counting } from "./load.ts";

/** Counts the marketing messages of a journey, as its caps and those of the project let them through. */
export function countingOf(subject: Subject): Counting {
  const { project, journey, flow } = subject;
  const caps = capsOf(journey, project.config);
  const sent = flow.places.flatMap((place) => marketingOf(place, project) ?? []);
  const forAll = caps.filter((cap) => sent.every(cap.holdsFor));
  const forSome = caps.filter((cap) => !forAll.includes(cap));
  const classes = new Map(
    flow.places.flatMap((place) => {
      const message = marketingOf(place, project);
      // A message under several caps of some counts under the first: what is counted is never less than what leaves.
      return message === undefined
        ? []
        : [[place, 1 + forSome.findIndex((cap) => cap.holdsFor(message))] as const];
    }),
  );
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
