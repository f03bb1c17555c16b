import { formatMoment } from "../engine/wire.ts";
import type { SimulatedEntry } from "../simulator/virtual-host.ts";
import type { TraceEntry } from "./result.ts";

/** An entry of the journal as contracts.md shows it: without the ids of programs, which change with every edit. */
export function traceEntry({ at, kind, contact, journey, run, step, data }: SimulatedEntry): TraceEntry {
  return {
    ...data,
    at: formatMoment(at),
    kind,
    contact,
    journey,
    ...(run !== "" && { run }),
    ...(step !== null && { step }),
  };
}
