export { earliestDue } from "./due.ts";
export {
  type SteppedMachinery,
  type SteppedParts,
  type SteppedProject,
  startStepped,
} from "./stepped-host.ts";
