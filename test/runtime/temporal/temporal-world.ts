import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import pino from "pino";
import { connectTemporal } from "../../../runtime/src/temporal/connection.ts";
import { startTemporalServer } from "../../../runtime/src/temporal/dev-server.ts";
import { createRaise, type Raise } from "../../../runtime/src/temporal/raise.ts";
import { startWorker } from "../../../runtime/src/temporal/worker.ts";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { type ScriptedHost, scriptedHost } from "./scripted-host.ts";

export const QUEUE = "trajet";
export const silent = pino({ level: "silent" });

/** A real Temporal server with one worker of ours on it, over a scripted host. */
export interface TemporalWorld {
  readonly client: Client;
  readonly host: ScriptedHost;
  readonly raise: Raise;
  /** Where the worker keeps its bundle, and the test what it likes. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function startTemporalWorld(): Promise<TemporalWorld> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-temporal-"));
  const server = await startTemporalServer({
    cli: await findTemporalCli(),
    folder,
    logFile: join(folder, "temporal.log"),
  });
  const connection = await connectTemporal({ address: server.address }, silent);
  const host = scriptedHost();
  const worker = await startWorker({
    connection,
    namespace: "default",
    taskQueue: QUEUE,
    host,
    logger: silent,
    cacheFolder: folder,
  });
  const client = new Client({ connection });
  return {
    client,
    host,
    raise: createRaise(client, QUEUE),
    folder,
    async stop() {
      await worker.stop();
      await connection.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
