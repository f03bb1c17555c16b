import type { Advance } from "./advance.ts";

/** The order of commands that an execution's history follows; see `driver.ts`. */
export type Protocol = 1;

export const PROTOCOL: Protocol = 1;

/** All that Temporal learns of a run. */
export interface DriverInput {
  readonly run: string;
  readonly protocol: Protocol;
}

/** The activities that the driver calls, by the names that stand in histories. */
export interface DriverActivities {
  advance(run: string): Promise<Advance>;
}

/** The driver's only signal: look again. It carries nothing. */
export const POKE = "poke";
