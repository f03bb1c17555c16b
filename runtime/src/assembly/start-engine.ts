import { Client } from "@temporalio/client";
import type { NativeConnection, NativeConnectionOptions } from "@temporalio/worker";
import pMap from "p-map";
import type { BaseLogger } from "pino";
import { type AlarmPoller, startAlarms } from "../alarms/alarm-poller.ts";
import type { AlarmHost } from "../store/alarms.ts";
import type { EngineHost, OverdueRun } from "../temporal/advance.ts";
import { connectTemporal } from "../temporal/connection.ts";
import { createRaise, createStatusOf, type Raise } from "../temporal/raise.ts";
import { type Relay, startRelay } from "../temporal/relay.ts";
import { type Releaser, startReleaser } from "../temporal/releaser.ts";
import { type Sweeper, startSweeper } from "../temporal/sweeper.ts";
import { type RunningWorker, startWorker } from "../temporal/worker.ts";

export interface EngineParts {
  readonly host: EngineHost;
  readonly connection: NativeConnectionOptions & { readonly address: string };
  readonly alarms: AlarmHost;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Keeps the bundled driver between starts. */
  readonly cacheFolder: string;
  readonly logger: BaseLogger;
}

export interface RunningEngine {
  /** Rejects when the worker breaks; resolves when it was stopped. */
  readonly ended: Promise<void>;
  /** Whether it takes work just now. */
  readonly isRunning: () => boolean;
  /**
   * Brings runs to work, and what is due by time alone, without waiting for a timer: for whoever moves the clock. A run that
   * could not be woken is in the log, and is woken by its timer or the sweeper.
   */
  readonly wake: (due: readonly OverdueRun[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Puts the database's runs on Temporal: a worker that advances them, the relay that wakes them, the sweeper that watches,
 * the releaser that wakes who was held in a pause, and the alarms by which time alone moves people.
 *
 * @throws Error with one sentence for the user if no server answers
 */
export async function startEngine(parts: EngineParts): Promise<RunningEngine> {
  const connection = await connectTemporal(parts.connection, parts.logger);
  try {
    return await serve(parts, connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function serve(parts: EngineParts, connection: NativeConnection): Promise<RunningEngine> {
  const { host, logger, namespace, taskQueue } = parts;
  const client = new Client({ connection, namespace });
  const raise = createRaise(client, taskQueue);
  const worker = await startWorker({
    connection,
    namespace,
    taskQueue,
    host,
    logger,
    cacheFolder: parts.cacheFolder,
  });
  const relay = startRelay({ host, raise, logger });
  const sweeper = startSweeper({ host, raise, statusOf: createStatusOf(client), logger });
  const releaser = startReleaser({ host, logger });
  const alarms = startAlarms({ host: parts.alarms, logger });
  return {
    ended: worker.ended,
    isRunning: worker.isRunning,
    async wake(due) {
      alarms.look();
      await raiseAll(due, raise, logger);
    },
    stop: () => stopAll(worker, [relay, sweeper, releaser, alarms], connection),
  };
}

/** Calls to Temporal under way at once. */
const LANES = 8;

async function raiseAll(due: readonly OverdueRun[], raise: Raise, logger: BaseLogger): Promise<void> {
  const wake = (run: OverdueRun): Promise<void> =>
    raise(run).catch((error: unknown) =>
      logger.warn({ err: error, run: run.runId }, "a run that is due was not woken; its timer will"),
    );
  await pMap(due, wake, { concurrency: LANES });
}

/** First what wakes runs, then what serves them, then the line to the server. */
async function stopAll(
  worker: RunningWorker,
  wakers: readonly (Relay | Sweeper | Releaser | AlarmPoller)[],
  connection: NativeConnection,
): Promise<void> {
  await Promise.all(wakers.map((waker) => waker.stop()));
  await worker.stop();
  await connection.close();
}
