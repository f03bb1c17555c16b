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

export const logger = pino({ level: "warn" }, pino.destination(2));

/** A Temporal server of its own, in a folder of its own. */
export interface Place {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly folder: string;
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
}

/**
 * Serves the runs that already wait in the host's outbox and says how many seconds that took, the delays left out.
 *
 * All runs enter at one moment, so they come due together: each segment is a burst that the engine works off as fast as it
 * can, and between two bursts it idles. Time counts from a burst's due moment to its last answer. A closed loop would not
 * do: a run that comes late finds its next delay over, sets no timer, and is cheaper than the yardstick's.
 */
export async function timeRuns(place: Place, subject: Subject): Promise<number> {
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
    bursts.begin();
    const relay = startRelay({ host: bursts.host, raise: createRaise(place.client, taskQueue), logger });
    return await bursts.busySeconds.finally(() => relay.stop());
  } finally {
    await worker.stop();
  }
}

interface Burst {
  readonly served: Set<string>;
  lastAnswer: number;
}

/** The host, with an eye on which runs each burst served and until when. */
function watchBursts({ host, runs, delays, delayMs }: Subject) {
  const bursts = Array.from({ length: delays + 1 }, (): Burst => ({ served: new Set(), lastAnswer: 0 }));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let began = 0;

  function note(runId: string, now: number): void {
    const index = Math.min(delays, Math.floor((now - began) / delayMs));
    const burst = bursts[index];
    if (burst === undefined) return;
    burst.served.add(runId);
    burst.lastAnswer = now;
    if (index < delays || burst.served.size < runs) return;
    if (bursts.every(({ served }) => served.size === runs)) resolve(busySeconds());
    else reject(new Error(`A burst outlasted its delay of ${delayMs} ms. Give a longer one: --delay.`));
  }
  function busySeconds(): number {
    return (
      bursts.reduce((sum, { lastAnswer }, index) => sum + lastAnswer - began - index * delayMs, 0) / 1000
    );
  }
  const watched: EngineHost = {
    ...host,
    async advance(runId, options) {
      const result = await host.advance(runId, options);
      note(runId, performance.now());
      return result;
    },
  };
  const begin = () => {
    began = performance.now();
  };
  return { host: watched, begin, busySeconds: promise };
}
