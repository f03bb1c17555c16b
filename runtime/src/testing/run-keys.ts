import type { CompiledProject } from "@trajet/compiler/program";
import type { SimulatedRun } from "../simulator/virtual-host.ts";
import type { Stage } from "./stage.ts";

/** What tells a run from others of its contact, where its journey has `one run per`. */
export function keyOf(
  { journeys }: CompiledProject,
  { journey, key }: Pick<SimulatedRun, "journey" | "key">,
): string | undefined {
  const isKeyed = journeys.find(({ program }) => program.journey === journey)?.program.runKey !== undefined;
  return isKeyed ? key : undefined;
}

/** The keys of all runs of keyed journeys so far, by the ids of the runs. */
export async function keysOf({ host, project }: Stage): Promise<ReadonlyMap<string, string>> {
  const keys = (await host.runs()).map((run) => [run.id, keyOf(project, run)] as const);
  return new Map(keys.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
