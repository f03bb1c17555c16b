import type { CompiledJourney, CompiledProject } from "@trajet/compiler";
import type { JourneyRow } from "../runtime.ts";
import type { JourneyView } from "./live-view.ts";

/**
 * The journeys as the terminal shows them: those of the project, in the order of its files, then those that people are
 * still in though the text has gone.
 */
export function viewJourneys(rows: readonly JourneyRow[], project: CompiledProject): readonly JourneyView[] {
  const compiled = new Map(project.journeys.map((journey) => [journey.program.journey, journey]));
  const order = [...compiled.keys()];
  const rank = (name: string) => (compiled.has(name) ? order.indexOf(name) : order.length);
  return rows
    .filter(({ name, counts }) => compiled.has(name) || counts.active > 0)
    .toSorted((a, b) => rank(a.name) - rank(b.name))
    .map((row) => viewJourney(row, compiled.get(row.name)));
}

function viewJourney(row: JourneyRow, journey: CompiledJourney | undefined): JourneyView {
  const { entered, active, finished, exited, stuck } = row.counts;
  const lineOf = (step: string) => journey?.source.steps[step]?.line ?? Number.POSITIVE_INFINITY;
  const steps = Object.entries(row.at).filter(([step, people]) => step !== "" && people > 0);
  return {
    title: row.title ?? row.name,
    entered,
    active,
    finished,
    exited,
    stuck,
    at: steps
      .toSorted(([a], [b]) => lineOf(a) - lineOf(b))
      // A step of an earlier version may be gone: then its id has to do.
      .map(([step, people]) => ({ step: journey?.program.steps[step]?.summary ?? step, people })),
  };
}
