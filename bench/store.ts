import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler/program";
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

/**
 * PGlite in a folder, and PostgreSQL where it is installed; one of them where its name is given.
 *
 * @throws {Error} there is none of that name here
 */
export function databases(only?: string): readonly [DatabaseName, ...DatabaseName[]] {
  const all: readonly DatabaseName[] = findPostgres() === undefined ? ["pglite"] : ["pglite", "postgres"];
  const [first, ...more] = all.filter((one) => only === undefined || one === only);
  if (first === undefined) throw new Error(`There is no database ${only} here.`);
  return [first, ...more];
}

/** @throws {Error} PostgreSQL is asked for and not installed */
export async function openBenchStore(
  database: DatabaseName,
  project: CompiledProject,
  options: Pick<StoreOptions, "connections" | "plugins"> & {
    /** A database of one's own, which stays as it is left. */
    readonly url?: string | undefined;
  } = {},
): Promise<BenchStore> {
  const { url, ...more } = options;
  const where =
    url !== undefined ? staying(url) : database === "pglite" ? await inFolder() : await onServer();
  const store = await openStore({ ...where.at, ...more, project: () => project });
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

const staying = (url: string) => ({ at: { url }, remove: () => Promise.resolve() });

async function onServer() {
  const binaries = findPostgres();
  if (binaries === undefined) throw new Error("PostgreSQL is not installed");
  const server = await startPostgres(binaries);
  return { at: { url: server.url }, remove: server.stop };
}
