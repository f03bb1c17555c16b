import type { CompiledProject } from "@trajet/compiler";
import { needsNotRanked, needsNotRun } from "../runtime.ts";

/** The part of a project that this version runs, and a sentence on each journey and loyalty query that it does not. */
export interface RunnablePart {
  readonly compiled: CompiledProject;
  readonly leftOut: readonly string[];
}

/**
 * Leaves out what cannot run. The check for a run (TJ4090) refuses most of it before, at its place in the file; this is
 * for a project that has turned that off, and for what is known of a program only.
 */
export function runnablePart(compiled: CompiledProject): RunnablePart {
  const journeys = compiled.journeys.map((journey) => ({ journey, needs: needsNotRun(journey.program) }));
  const queries = compiled.loyalty.map((query) => ({ query, needs: needsNotRanked(query) }));
  const leftOut = [
    ...journeys.map(({ journey, needs }) => sentence(`journey ${journey.program.journey}`, needs)),
    ...queries.map(({ query, needs }) => sentence(`loyalty query ${query.name}`, needs)),
  ];
  return {
    compiled: {
      ...compiled,
      journeys: journeys.flatMap(({ journey, needs }) => (needs.length === 0 ? [journey] : [])),
      loyalty: queries.flatMap(({ query, needs }) => (needs.length === 0 ? [query] : [])),
    },
    leftOut: leftOut.flat(),
  };
}

function sentence(what: string, needs: readonly string[]): readonly string[] {
  if (needs.length === 0) return [];
  return [`The ${what} is left out: it needs ${needs.join(", ")}, which this version does not run.`];
}
