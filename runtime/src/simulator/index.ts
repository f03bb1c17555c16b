export { type Published, publish } from "./publish.ts";
export { createSimulator, type Simulator, type SimulatorOptions, simulatorOf } from "./simulator.ts";
export type * from "./virtual-host.ts";
