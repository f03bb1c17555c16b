import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTemporalServer, type TemporalServer } from "../../runtime/src/temporal/dev-server.ts";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import { startTrajet, type TrajetProcess } from "./process.ts";

/** A project as an operator runs it: `serve`, workers and commands, each a process, and a Temporal server. */
export interface Production {
  /** Whatever the command is, by its arguments. */
  readonly start: (...args: readonly string[]) => TrajetProcess;
  /** Both resolve when it says that it is ready. */
  readonly startServe: (port?: string) => Promise<Service>;
  readonly startWorker: () => Promise<Service>;
  /** A new key for the doors. */
  readonly createKey: () => Promise<string>;
  /** All that were started, also those that have ended. */
  readonly started: readonly TrajetProcess[];
  readonly killTemporal: () => Promise<void>;
  /** Starts it again, at the address that it had. */
  readonly restartTemporal: () => Promise<void>;
  /** Kills what still runs, and removes the project. */
  readonly close: () => Promise<void>;
}

/** A process that serves HTTP: the doors, or the health of a worker. */
export interface Service {
  readonly process: TrajetProcess;
  readonly url: string;
}

/**
 * @param project the text of each file by its name
 * @param env what the project's settings name by `env:`
 */
export async function startProduction(
  project: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<Production> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-production-"));
  for (const [name, text] of Object.entries(project)) await writeFile(join(folder, name), text);
  let temporal = await startTemporal(folder);
  const { address } = temporal;
  const started: TrajetProcess[] = [];
  const start = (...args: readonly string[]): TrajetProcess => {
    const one = startTrajet(folder, args, { ...env, TEMPORAL_ADDRESS: address });
    started.push(one);
    return one;
  };
  const startService = async (...args: readonly string[]): Promise<Service> => {
    const process = start(...args);
    const [, url = ""] = await process.says(/"url":"([^"]+)".*"msg":"ready"/);
    return { process, url };
  };
  return {
    start,
    started,
    startServe: (port = "0") => startService("serve", "--port", port),
    startWorker: () => startService("worker", "--port", "0"),
    async createKey() {
      const [key = ""] = await start("keys", "create", "test").says(/tj_[\w-]+/);
      return key;
    },
    killTemporal() {
      process.kill(temporal.pid, "SIGKILL");
      return temporal.ended;
    },
    async restartTemporal() {
      temporal = await startTemporal(folder, Number(address.split(":")[1]));
    },
    async close() {
      for (const one of started) one.kill("SIGKILL");
      await Promise.all(started.map(({ ended }) => ended));
      await temporal.stop();
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
}

const startTemporal = async (folder: string, port?: number): Promise<TemporalServer> =>
  startTemporalServer({
    cli: await findTemporalCli(),
    folder: join(folder, "temporal"),
    logFile: join(folder, "temporal.log"),
    ...(port !== undefined && { port }),
  });

/** Asks the doors, with a key and, where there is a body, by POST. */
export const askDoors = (url: string, key: string, path: string, body?: object): Promise<Response> =>
  fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
