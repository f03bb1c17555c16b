import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import type { NativeConnection } from "@temporalio/worker";
import pino from "pino";
import type { EngineHost } from "../../runtime/src/temporal/advance.ts";
import { connectTemporal } from "../../runtime/src/temporal/connection.ts";
import { startTemporalServer } from "../../runtime/src/temporal/dev-server.ts";
import { createRaise } from "../../runtime/src/temporal/raise.ts";
import { startRelay } from "../../runtime/src/temporal/relay.ts";
import { startWorker } from "../../runtime/src/temporal/worker.ts";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import { otherMs, processorMs } from "../processor.ts";
import { watchBursts } from "./bursts.ts";

export const logger = pino({ level: "warn" }, pino.destination(2));

/** A Temporal server of its own, in a folder of its own. */
export interface Place {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly folder: string;
  /** The server's process. */
  readonly pid: number;
  readonly close: () => Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-bench-"));
  const cli = await findTemporalCli({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  const server = await startTemporalServer({ cli, folder, logFile: join(folder, "temporal.log") });
  const connection = await connectTemporal({ address: server.address }, logger);
  return {
    connection,
    client: new Client({ connection }),
    folder,
    pid: server.pid,
    async close() {
      await connection.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** What is to be timed. */
export interface Subject {
  readonly host: EngineHost;
  /** Called when the clock starts: from here on, the first delays of all runs count. */
  readonly begin: () => Promise<void>;
  readonly runs: number;
  readonly delays: number;
  readonly delayMs: number;
  /** Processor time of the database's processes; none where there are none, or where it is a thread of this one. */
  readonly databaseMs?: () => Promise<number>;
}

/** What the runs of a subject took, the time between their bursts left out. */
export interface Served {
  /** By the clock, from a burst's due moment to its last answer. */
  readonly seconds: number;
  readonly processor: ProcessorTimes;
}

/** Milliseconds of the processor: this process, PGlite's thread among it; the Temporal server; the PostgreSQL server. */
export interface ProcessorTimes {
  readonly process: number;
  readonly temporal: number;
  readonly database: number;
}

/**
 * Serves the runs that already wait in the host's outbox.
 *
 * All runs enter at one moment, so they come due together: each segment is a burst that the engine works off as fast as it
 * can, and between two bursts it idles. Time counts from a burst's due moment to its last answer. A closed loop would not
 * do: a run that comes late finds its next delay over, sets no timer, and is cheaper than the yardstick's.
 */
export async function timeRuns(place: Place, subject: Subject): Promise<Served> {
  const taskQueue = `bench-${crypto.randomUUID()}`;
  const bursts = watchBursts(subject);
  const worker = await startWorker({
    connection: place.connection,
    namespace: "default",
    taskQueue,
    host: bursts.host,
    logger,
    cacheFolder: place.folder,
  });
  try {
    await subject.begin();
    const processor = bursts.begin(() => processorOf(place, subject));
    const relay = startRelay({ host: bursts.host, raise: createRaise(place.client, taskQueue), logger });
    const seconds = await bursts.busySeconds.finally(() => relay.stop());
    return { seconds, processor: await processor };
  } finally {
    await worker.stop();
  }
}

async function processorOf(place: Place, { databaseMs }: Subject): Promise<ProcessorTimes> {
  return {
    process: processorMs(),
    temporal: await otherMs(place.pid),
    database: (await databaseMs?.()) ?? 0,
  };
}
