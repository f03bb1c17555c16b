import type { Program, Step, StepId } from "@trajet/compiler/program";
import { successors } from "@trajet/compiler/program/references";
import type { SimulatedEntry } from "../simulator/virtual-host.ts";
import type { Stage } from "./stage.ts";

/** Lines of a journal that say where somebody went, stands, or why she is not in. */
const DECISIONS: ReadonlySet<SimulatedEntry["kind"]> = new Set([
  "branched",
  "split",
  "matched",
  "timedOut",
  "waiting",
  "delayed",
  "held",
  "exited",
  "refused",
  "failed",
]);

/**
 * What decided that the journey's people, or one of them, did not come to a step: the last decision from which it could still
 * be reached. Of no step, or where none was ever reachable, it is the last decision.
 */
export function decisionAgainst(
  stage: Stage,
  journal: readonly SimulatedEntry[],
  person: string | null,
  isMeant: (step: Step) => boolean,
): SimulatedEntry | undefined {
  const { journey } = stage.test;
  const program = stage.project.journeys.find((one) => one.program.journey === journey)?.program;
  const own = journal.filter(
    (entry) =>
      entry.journey === journey && DECISIONS.has(entry.kind) && (person === null || entry.contact === person),
  );
  const leading = program === undefined ? new Set<StepId>() : stepsBefore(program, isMeant);
  return own.findLast(({ step }) => step !== null && leading.has(step)) ?? own.at(-1);
}

/** The steps from which one that is meant can be reached. */
function stepsBefore({ steps }: Program, isMeant: (step: Step) => boolean): ReadonlySet<StepId> {
  const found = new Set(Object.keys(steps).filter((id) => isMeant(steps[id] as Step)));
  const meant = new Set(found);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [id, step] of Object.entries(steps))
      if (!found.has(id) && successors(step).some((next) => next !== null && found.has(next))) found.add(id);
  }
  // A step decides nothing about whether somebody comes to it, unless it comes round to itself.
  for (const id of meant) {
    const step = steps[id] as Step;
    if (!successors(step).some((next) => next !== null && found.has(next))) found.delete(id);
  }
  return found;
}
