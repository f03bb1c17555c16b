import { randomUUID } from "node:crypto";
import type { CompiledProject } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import type { Ports } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import type { Database } from "./database.ts";
import type { LoadedContact, Subject } from "./load-draft.ts";
import type { Schema } from "./schema.ts";
import type { Suppression } from "./suppression.ts";
import type { Transactor } from "./transact.ts";

/** What all ways in share: a contact's draft under its lock, and the names of the project. */
export interface Ingest {
  readonly db: Database;
  readonly now: () => Promise<Millis>;
  readonly project: () => CompiledProject;
  readonly suppression: Suppression;
  readonly onContact: <T>(
    contactId: string,
    work: (loaded: LoadedContact, tx: Kysely<Schema>) => T | Promise<T>,
    at?: Millis,
    also?: Pick<Subject, "run" | "event">,
  ) => Promise<T | undefined>;
}

/** Taking something in sends nothing: messages are rendered and sent by a run's own attempt. */
export const PORTS: Omit<Ports, "program"> = {
  newRunId: randomUUID,
  mayCall: () => false,
  slot: () => "wanted",
  leaseUntil: () => 0,
  render: () => {
    throw new Error("an event that comes in renders no message");
  },
};

export function createIngest(
  db: Database,
  transactor: Transactor,
  now: () => Promise<Millis>,
  project: () => CompiledProject,
  suppression: Suppression,
): Ingest {
  return {
    db,
    now,
    project,
    suppression,
    onContact: (contact, work, since, also) =>
      transactor.onContact({ contact, ...(since !== undefined && { since }), ...also }, () => PORTS, work),
  };
}
