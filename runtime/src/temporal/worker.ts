import type { NativeConnection } from "@temporalio/worker";
import { Worker } from "@temporalio/worker";
import type { BaseLogger } from "pino";
import { createActivities } from "./activities.ts";
import type { EngineHost } from "./advance.ts";
import { driverBundle } from "./bundle.ts";

export interface WorkerParts {
  /** From `connectTemporal`; stays open when the worker stops. */
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly host: EngineHost;
  readonly logger: BaseLogger;
  /** Where the bundled driver is kept between starts. */
  readonly cacheFolder: string;
}

export interface RunningWorker {
  /** Resolves when the worker has stopped; rejects if it broke. */
  readonly ended: Promise<void>;
  /** Whether it takes work just now. */
  isRunning(): boolean;
  /** Takes no new work and waits for attempts under way, which their own deadlines end. */
  stop(): Promise<void>;
}

/** Starts a worker that serves every journey. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const worker = await Worker.create({
    connection: parts.connection,
    namespace: parts.namespace,
    taskQueue: parts.taskQueue,
    workflowBundle: await driverBundle(parts.cacheFolder, parts.logger),
    activities: { ...createActivities(parts.host, parts.logger) },
    ...TUNING,
  });
  const ended = worker.run();
  // Whoever awaits `ended` or `stop` hears of it; without this line an early break would end the process.
  ended.catch(() => {});
  return {
    ended,
    isRunning: () => worker.getState() === "RUNNING",
    async stop() {
      if (worker.getState() === "RUNNING") worker.shutdown();
      await ended;
    },
  };
}

/**
 * For two cores and a server on the same machine. Ten polls for workflow tasks, of which the SDK keeps a fifth for new
 * runs: with five, the best of seven bursts was 35 runs a second instead of 50, at the same processor time.
 */
const TUNING = {
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 40,
  maxConcurrentActivityTaskExecutions: 40,
  workflowTaskPollerBehavior: { type: "simple-maximum", maximum: 10 },
  activityTaskPollerBehavior: { type: "simple-maximum", maximum: 2 },
  maxCachedWorkflows: 500,
  // After a killed worker, a woken run waits this long for it before another worker may have it. Histories are
  // short, so serving one from the start costs little.
  stickyQueueScheduleToStartTimeout: 3_000,
  // Attempts under way keep their time; the longest is a regular one of 30 s.
  shutdownGraceTime: 5_000,
  shutdownForceTime: 35_000,
} as const;
