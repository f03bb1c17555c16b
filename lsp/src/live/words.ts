import type { JourneyCounts, SegmentPeople } from "./instance.ts";

/** `active: 12 inside, 96 entered, 3 converted`; what is zero is left out, but for the first two. */
export function journeyInWords({ status, counts }: JourneyCounts): string {
  const { active, entered, finished, exited, converted, stuck } = counts;
  const more = [
    [finished, "finished"],
    [exited, "left"],
    [converted, "converted"],
    [stuck, "stuck"],
  ] as const;
  return `${status}: ${[
    `${shown(active)} inside`,
    `${shown(entered)} entered`,
    ...more.flatMap(([count, word]) => (count > 0 ? [`${shown(count)} ${word}`] : [])),
  ].join(", ")}`;
}

/** `12 of 40 contacts are in it now.` */
export function segmentInWords({ people, asked, contacts }: SegmentPeople): string {
  const verb = people === 1 ? "is" : "are";
  if (asked >= contacts) return `${shown(people)} of ${shown(contacts)} contacts ${verb} in it now.`;
  return `${shown(people)} of the ${shown(asked)} contacts that were asked ${verb} in it now, of ${shown(contacts)} in all.`;
}

export const hereInWords = (people: number): string => `${shown(people)} here`;

const shown = (count: number): string => count.toLocaleString("en-US");
