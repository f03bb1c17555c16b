/** People and what happens to them, played against a project in memory, and counted. */

export { noContact } from "../intake/found.ts";
export { type Published, publish } from "../simulator/publish.ts";
export { createSimulator, type Simulator, type SimulatorOptions } from "../simulator/simulator.ts";
export type { SimulatedCall, SimulatedEntry } from "../simulator/virtual-host.ts";
export type { CallOutcome } from "../store/caller.ts";
export type { Happening, PersonHistory, Place } from "./history.ts";
export { type PlayOptions, play, type Response } from "./play.ts";
export { type Rejection, reportOf, type SimulationReport } from "./report.ts";
export { sharedBetweenPeople } from "./shared.ts";
export { createTally, type Tally } from "./tally.ts";
