/** HTTP: what comes in from outside, and what is told to outside. */

export { createDoors } from "./create-doors.ts";
export { createKeys, hashOfKey, type Keys } from "./keys.ts";
export { journeyMetrics, type Metric } from "./metrics.ts";
export { DoorsTaken, type OpenDoors, openDoors } from "./open-doors.ts";
export type { DoorPorts, Limits } from "./ports.ts";
export { createSigner, type Signer, type Unsubscribing } from "./signer.ts";
