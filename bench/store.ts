import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler/program";
import { Client } from "pg";
import { createCompose } from "../runtime/src/sending/compose.ts";
import type { Caller } from "../runtime/src/store/caller.ts";
import { openStore, type Store, type StoreOptions } from "../runtime/src/store/open.ts";
import type { EngineHost } from "../runtime/src/temporal/advance.ts";
import { findPostgres, startPostgres } from "../scripts/postgres.mjs";

/** A store of its own with the engine over it; a provider takes everything at once. */
export interface BenchStore {
  readonly store: Store;
  readonly engine: EngineHost;
  readonly close: () => Promise<void>;
}

export type DatabaseName = "pglite" | "postgres";

/** PGlite in a folder, and PostgreSQL where it is installed. */
export function databases(): readonly DatabaseName[] {
  return findPostgres() === undefined ? ["pglite"] : ["pglite", "postgres"];
}

/** @throws {Error} PostgreSQL is asked for and not installed */
export async function openBenchStore(
  database: DatabaseName,
  project: CompiledProject,
  options: Pick<StoreOptions, "connections" | "plugins"> = {},
): Promise<BenchStore> {
  const where = database === "pglite" ? await inFolder() : await onServer();
  const store = await openStore({ ...where.at, ...options, project: () => project });
  const out: Caller<unknown> = { limitMs: 1_000, call: async () => ({ kind: "done", providerRef: "bench" }) };
  const engine = store.engine({
    callers: { email: out, sms: out, message: out, webhook: out, audience: out },
    render: createCompose({
      unsubscribeUrl: (_contact, run) => `https://bench.example/u/${run}`,
      surveyUrl: ({ run }) => `https://bench.example/s/${run}`,
    }),
  });
  return {
    store,
    engine,
    async close() {
      await store.close();
      await where.remove();
    },
  };
}

async function inFolder() {
  const folder = await mkdtemp(join(tmpdir(), "trajet-bench-"));
  return { at: { folder }, remove: () => rm(folder, { recursive: true }) };
}

async function onServer() {
  const binaries = findPostgres();
  if (binaries === undefined) throw new Error("PostgreSQL is not installed");
  const server = await startPostgres(binaries);
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { at: { url: url.href }, remove: server.stop };
}
