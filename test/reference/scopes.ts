import type { Journey } from "@trajet/grammar";
import type { Scope } from "./conditions.ts";
import type { Person, Run, World } from "./world.ts";

/** The zone of a contact in a journey: theirs, else the journey's, else the project's. */
export function zoneOf(world: World, person: Person, journey: Journey): string {
  const own = person.fields.get("timezone");
  if (typeof own === "string") return own;
  for (const setting of journey.settings)
    if (setting.kind === "Timezone" && setting.text !== undefined) return setting.text.value;
  return world.zone;
}

/** What the conditions of a run see. */
export function scopeOf(world: World, run: Run): Scope {
  const frame = run.stack.at(-1);
  return {
    world,
    person: run.person,
    zone: zoneOf(world, run.person, run.journey),
    run,
    entry: run.entry,
    args: frame?.args,
    path: frame?.path,
  };
}

/** The id of the step at which a run stands: its label, behind the labels of the calls that lead there. */
export function stepId(run: Run): string | null {
  const frame = run.stack.at(-1);
  const label = frame?.steps[frame.index]?.label?.text;
  return frame === undefined || label === undefined ? null : `${frame.path}${label}`;
}

/** Where the run stands at its end, or when it enters, is not what the line is about. */
export const WITHOUT_STEP: ReadonlySet<string> = new Set(["entered", "exited", "finished", "converted"]);

/** Writes a line of the timeline. */
export function note(world: World, run: Run, kind: string, at: number, detail = ""): void {
  const { person, name } = run;
  const number = person.runs.indexOf(run) + 1;
  const step = WITHOUT_STEP.has(kind) ? null : stepId(run);
  world.trace.push({ at, contact: person.id, journey: name, run: number, kind, step, detail });
}
