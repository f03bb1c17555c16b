/** What the commands use of the runtime, at one place. */

export type { ContactView, Gateway, JourneyRow, PutResult, TimelineEntry } from "@trajet/runtime";
export {
  FolderInUse,
  NewerDatabase,
  needsNotRun,
  openStore,
  type Runtime,
  type SmtpServer,
  type Store,
  startRuntime,
} from "@trajet/runtime";
export {
  createDoors,
  createKeys,
  createSigner,
  DoorsTaken,
  hashOfKey,
  journeyMetrics,
  openDoors,
  type Signer,
} from "@trajet/runtime/doors";
export {
  type Entry,
  type Format,
  ImportProblem,
  type ImportReport,
  importRows,
  into,
  KINDS,
  type Kind,
  type Sink,
} from "@trajet/runtime/imports";
export { type LoyaltyResult, needsNotRanked, rankCustomers } from "@trajet/runtime/loyalty";
