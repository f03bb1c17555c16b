/** What the commands use of the runtime, at one place. */

export type { ApiKeyRow, ContactView, Gateway, JourneyRow, PutResult, TimelineEntry } from "@trajet/runtime";
export {
  createApiKey,
  FolderInUse,
  KeyNameTaken,
  listApiKeys,
  NewerDatabase,
  needsNotRun,
  openStore,
  type Runtime,
  revokeApiKey,
  type SmtpServer,
  type Store,
  startRuntime,
  storedKeys,
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
  openDoors,
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
