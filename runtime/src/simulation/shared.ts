import type { CompiledProject } from "@trajet/compiler/program";
import { listsAsked } from "../loyalty/lists-asked.ts";

/**
 * What ties people to each other: a provider's rate, and a place in a loyalty list. Where a project's journeys
 * have none of it, each person can be played alone.
 */
export function sharedBetweenPeople(
  project: CompiledProject,
  journeys: readonly string[],
): readonly string[] {
  const programs = project.journeys
    .map(({ program }) => program)
    .filter(({ journey }) => journeys.includes(journey));
  const channels = new Set(
    programs.flatMap(({ messages }) => Object.values(messages).map(({ channel }) => channel)),
  );
  const rates = Object.keys(project.rates ?? {}).filter((channel) => channels.has(channel));
  const lists = programs.flatMap((program) =>
    [...listsAsked(program)].filter((name) => project.loyalty.some((query) => query.name === name)),
  );
  return [
    ...rates.map((channel) => `the rate of ${channel}`),
    ...[...new Set(lists)].map((list) => `the list ${list}`),
  ];
}
