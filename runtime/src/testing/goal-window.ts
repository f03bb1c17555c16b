import { isWrongValue } from "../engine/asked.ts";
import { windowEnd } from "../engine/goals.ts";
import type { SimulatedRun } from "../simulator/virtual-host.ts";
import { type Stage, zoneOf } from "./stage.ts";
import { local } from "./tell.ts";

/** A hint where the time of a goal is over: what comes then does not reach it. */
export async function closedGoal(
  stage: Stage,
  name: string,
  person: string,
  runs: readonly SimulatedRun[],
): Promise<{ readonly hint?: string }> {
  const { project, test, host } = stage;
  const run = runs.findLast(({ journey, contact }) => journey === test.journey && contact === person);
  const program = project.journeys.find((one) => one.program.journey === test.journey)?.program;
  const within = program?.goals?.find((goal) => goal.name === name)?.within ?? null;
  if (run === undefined || program === undefined || within === null) return {};
  const zone = zoneOf(stage, person);
  const facts = await host.facts(person, zone, new Set());
  if (facts === undefined) return {};
  const end = windowIn(() => windowEnd(run, within, program, { ...facts, entry: run.entry }));
  if (end === undefined || (end ?? run.enteredAt) > stage.clock) return {};
  return {
    hint: `Its time was over on ${local(end ?? run.enteredAt, zone).replace(" ", " at ")}: what comes then does not count.`,
  };
}

/** `undefined` where a value is wrong: what happened says so. */
function windowIn<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (!isWrongValue(error)) throw error;
    return undefined;
  }
}
