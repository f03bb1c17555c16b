import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import { stateFolder } from "../dev/session.ts";
import {
  FolderInUse,
  into,
  NewerDatabase,
  openStore,
  replayAll,
  replayLetters,
  type Store,
  sendAsked,
} from "../runtime.ts";
import { type Env, fromEnv } from "../secret-setting.ts";
import { sentence } from "../sentence.ts";
import { UsageError } from "../usage-error.ts";
import { auditedBackend } from "./audited.ts";
import type { Backend } from "./backend.ts";
import { holdClock } from "./standing-clock.ts";
import { createStoreLoyalty } from "./store-loyalty.ts";

/** Where a project's database is: PostgreSQL at an address, or the embedded one in its `.trajet/`. */
export type DatabasePlace = { readonly url: string } | { readonly folder: string };

/**
 * The place that `trajet.json` names: a connection string, `env:NAME` for one, or nothing for the embedded database.
 *
 * @throws UsageError where the variable is not set
 */
export function databasePlace(folder: string, database: string | undefined, env: Env): DatabasePlace {
  if (database === undefined) return { folder: join(stateFolder(folder), "database") };
  return { url: fromEnv("the database", database, env, "a connection string") };
}

/**
 * Asks the database itself. One that is not there yet is made when something is written, never by a question.
 *
 * @throws UsageError if another process has it, or it is of a newer version
 */
export async function openStoreBackend(place: DatabasePlace, project: CompiledProject): Promise<Backend> {
  let opened: Promise<Store> | undefined;
  const open = () => {
    opened ??= openHeld(place, project);
    return opened;
  };
  const asked = () => {
    if (opened !== undefined) return opened;
    throw new UsageError("There is no data yet: run `trajet dev`, or load some with `trajet import`.");
  };
  if ("url" in place || existsSync(place.folder)) await open();
  const backend: Backend = {
    journeys: async () => (await asked()).gateway.journeys(),
    held: async (journey, limit) => (await asked()).gateway.held(journey, { limit }),
    contact: async (idOrEmail) => (await asked()).gateway.contact(idOrEmail),
    exportContact: async (idOrEmail) => (await asked()).gateway.exportContact(idOrEmail),
    eraseContact: async (id) => (await asked()).gateway.eraseContact(id),
    async mergeContacts(merge) {
      const merged = await (await asked()).gateway.mergeContacts(merge);
      if (merged.result === "rejected") throw new UsageError(sentence(merged.reason));
      return merged;
    },
    examine: async () => (await asked()).gateway.examine(),
    async send(sending) {
      const report = await sendAsked((await asked()).gateway, project, sending);
      if ("reason" in report) throw new UsageError(sentence(report.reason));
      return report.value;
    },
    ...createStoreLoyalty(asked, project, "url" in place),
    stuck: async (journey) => (await asked()).gateway.stuck(journey),
    retry: async (which) => (await asked()).gateway.retry(which),
    deadLetters: async () => (await asked()).gateway.deadLetters(0, Number.MAX_SAFE_INTEGER),
    async replay() {
      const { gateway } = await asked();
      return replayAll((from) => replayLetters(gateway, project, from));
    },
    discard: async ({ ids }) => (await asked()).gateway.buryLetters(ids),
    async changeStatus(journey, action) {
      const { gateway } = await asked();
      const result = await gateway.setStatus(journey, STATUS_AFTER[action], { inside: "exit" });
      if ("refused" in result) throw new UsageError(sentence(result.refused));
    },
    sink: async (entries) => into((await open()).gateway)(entries),
    close: async () => (await opened)?.close(),
  };
  return auditedBackend(backend, async () => asked());
}

const STATUS_AFTER = { activate: "active", pause: "paused", resume: "active", archive: "archived" } as const;

/** Opens it with its clock standing where it was. */
export async function openHeld(place: DatabasePlace, project: CompiledProject): Promise<Store> {
  const store = await openStore({ ...place, project: () => project }).catch(storeProblem);
  await holdClock(store);
  return store;
}

/** @throws UsageError in one sentence for what the user can put right */
export function storeProblem(error: unknown): never {
  if (error instanceof FolderInUse || error instanceof NewerDatabase)
    throw new UsageError(sentence(error.message));
  throw error;
}
