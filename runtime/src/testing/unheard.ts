import { inputKey } from "@trajet/compiler/program";
import type { SimulatedRun } from "../simulator/virtual-host.ts";
import { type Stage, zoneOf } from "./stage.ts";
import { local } from "./tell.ts";

/** A hint where the last thing that happened to a run's contact since it began is nothing that the journey listens to. */
export function unheard(stage: Stage, run: SimulatedRun): { readonly hint?: string } {
  const last = stage.said.findLast(
    ({ line, person, at }) => line.kind === "happens" && person === run.contact && at >= run.enteredAt,
  );
  const program = stage.project.journeys.find((one) => one.program.journey === run.journey)?.program;
  if (last?.line.kind !== "happens" || program === undefined) return {};
  if (Object.hasOwn(program.watch, inputKey(last.line.act))) return {};
  const happened = last.line.text.replace(/\s+/g, " ");
  const when = local(last.at, zoneOf(stage, run.contact)).replace(" ", " at ");
  return {
    hint: `\`${happened}\` happened on ${when}; no start, exit, goal or wait of ${run.journey} listens to it.`,
  };
}
