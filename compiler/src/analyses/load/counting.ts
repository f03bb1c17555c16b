import type { Place } from "../flow/unfold.ts";
import { marketingOf, type Subject } from "../subject.ts";
import { capsOf, type MessageCap, mostWithin } from "./caps.ts";
import type { Counting } from "./load.ts";

/** Counts the marketing messages of a journey, as its caps and those of the project let them through. */
export function countingOf(subject: Subject): Counting {
  const { project, journey, flow } = subject;
  const caps = capsOf(journey, project.config);
  const kinds: (readonly boolean[])[] = [];
  const known = new Map<string, number>();
  const classes = new Map<Place, number>();
  for (const place of flow.places) {
    const message = marketingOf(place, project);
    if (message === undefined) continue;
    const held = caps.map((cap) => cap.holdsFor(message));
    const at = known.get(String(held)) ?? kinds.push(held) - 1;
    known.set(String(held), at);
    classes.set(place, at);
  }
  const choices = choicesOf(caps);
  return {
    classOf: (place) => classes.get(place),
    let: (counts, window) => {
      if (caps.length === 0) return counts.reduce((sum, count) => sum + count, 0);
      // Whichever caps one looks at: they let so many through, and what none of them holds for leaves as it comes.
      const bounds = choices.map((chosen) => {
        const free = counts.reduce(
          (sum, count, kind) => (chosen.some((at) => kinds[kind]?.[at]) ? sum : sum + count),
          0,
        );
        return chosen.reduce((sum, at) => sum + letThrough(caps[at], window), free);
      });
      return Math.min(...bounds);
    },
  };
}

/** With more caps than these, not every choice of some is looked at, but each alone. */
const FEW = 5;

/** Choices of caps, by their indices; no cap at all is the first. */
function choicesOf(caps: readonly MessageCap[]): readonly (readonly number[])[] {
  if (caps.length === 0) return [];
  if (caps.length > FEW) return [[], ...caps.map((_, at) => [at])];
  const all = caps.map((_, at) => at);
  return Array.from({ length: 2 ** caps.length }, (_, bits) => all.filter((at) => (bits >> at) & 1));
}

function letThrough(cap: MessageCap | undefined, window: number): number {
  return cap === undefined ? 0 : mostWithin(cap, window);
}
