/** What the commands use of the runtime, at one place. */

export type { ApiKeyRow, ContactView, Gateway, JourneyRow, PutResult, TimelineEntry } from "@trajet/runtime";
export {
  createApiKey,
  createLogger,
  createSteps,
  FolderInUse,
  KeyNameTaken,
  listApiKeys,
  NewerDatabase,
  NoTemporalServer,
  needsNotRun,
  openStore,
  type Runtime,
  revokeApiKey,
  type SmtpServer,
  type Store,
  startRuntime,
  storedKeys,
  type TemporalServerPlace,
  temporalServerPlace,
} from "@trajet/runtime";
export {
  ALL_SCOPES,
  createDoors,
  createKeys,
  createSigner,
  DoorsTaken,
  eitherKeys,
  hashOfKey,
  isScope,
  journeyMetrics,
  type Keys,
  type OpenDoors,
  openDoors,
  openHealth,
  SCOPES,
  type Scope,
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
