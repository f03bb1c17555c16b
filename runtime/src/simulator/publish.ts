import type { CompiledProject, LoyaltyProgram, Program, StepId } from "@trajet/compiler/program";
import type { LoadedProgram } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { SENDINGS } from "../engine/families.ts";
import { readsOf } from "../engine/reads.ts";
import type { Watch } from "../engine/watches/watch.ts";
import { listsAsked, listsIn } from "../loyalty/lists-asked.ts";
import { watchesOfAll, watchOf } from "../store/watch-bodies.ts";

/** What a compiled project comes to once it is published, for any number of hosts: nothing in it ever changes. */
export interface Published {
  readonly project: CompiledProject;
  readonly programs: ReadonlyMap<string, LoadedProgram>;
  /** By the name of the journey. */
  readonly journeys: ReadonlyMap<string, LoadedProgram>;
  /** What is kept true of the people of an audience, by the audience. */
  readonly watches: ReadonlyMap<string, readonly Watch[]>;
  /** The loyalty queries about which journeys ask. */
  readonly lists: readonly LoyaltyProgram[];
  /** The messages of which a condition asks when they were sent. */
  readonly sendingsAsked: ReadonlySet<string>;
}

/**
 * Makes a project ready to be run in memory.
 *
 * @param since from then on segments and absences are kept: who was in before has not entered
 * @param played the journeys for which loyalty lists are made: all unless said
 */
export function publish(project: CompiledProject, since: Millis, played?: readonly string[]): Published {
  const loaded = project.journeys.map(({ hash, program }) => ({ hash, program, reads: readsOf(program) }));
  const programs = loaded.map(({ program }) => program);
  const asking = played === undefined ? programs : programs.filter(({ journey }) => played.includes(journey));
  const asked = listsFor(project.loyalty, asking);
  const wanted = [...watchesOfAll(programs, project.timezone).values()];
  const watches = wanted.map(({ body, audience }, index) => ({
    audience,
    watch: watchOf(index + 1, body, since),
  }));
  const reads = [...loaded, ...watches.map(({ watch }) => watch)].flatMap((one) => [...one.reads]);
  return {
    project,
    programs: new Map(loaded.map((one) => [one.hash, one])),
    journeys: new Map(loaded.map((one) => [one.program.journey, one])),
    watches: new Map(
      Object.keys(project.audiences).map((audience) => [
        audience,
        watches.flatMap((one) => (one.audience === audience ? [one.watch] : [])),
      ]),
    ),
    lists: project.loyalty.filter((query) => asked.has(query.name)),
    sendingsAsked: new Set(
      reads.flatMap((key) => (key.startsWith(SENDINGS) ? [key.slice(SENDINGS.length)] : [])),
    ),
  };
}

/** The lists about which programs ask, and those that these are made of. */
function listsFor(all: readonly LoyaltyProgram[], programs: readonly Program[]): ReadonlySet<string> {
  const asked = new Set(programs.flatMap((program) => [...listsAsked(program)]));
  // A set gives what is added to it while it is gone through as well.
  for (const name of asked)
    for (const query of all) if (query.name === name) for (const inner of listsIn(query)) asked.add(inner);
  return asked;
}

/** The step of a program. Throws where there is none: a run never stands there. */
export function stepOf({ hash, program }: LoadedProgram, id: StepId) {
  const step = program.steps[id];
  if (step === undefined) throw new Error(`program ${hash} has no step ${id}`);
  return step;
}
