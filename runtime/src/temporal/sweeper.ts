import type { BaseLogger } from "pino";
import type { EngineHost, OverdueRun } from "./advance.ts";
import { type Pause, pause } from "./pause.ts";
import type { Raise, StatusOf } from "./raise.ts";

export interface SweeperParts {
  readonly host: Pick<EngineHost, "sweep" | "recordRescue">;
  readonly raise: Raise;
  readonly statusOf: StatusOf;
  readonly logger: BaseLogger;
  /** Milliseconds between two sweeps. */
  readonly everyMs?: number;
  /** Runs a sweep takes at most, and how many of them a second. */
  readonly limit?: number;
  readonly perSecond?: number;
  readonly pause?: Pause;
}

export interface Sweeper {
  stop(): Promise<void>;
}

/** The net under the relay: every while, pokes the runs that are overdue although nobody is about to wake them. */
export function startSweeper(parts: SweeperParts): Sweeper {
  const stopping = new AbortController();
  const ended = sweepUntil(stopping.signal, parts);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function sweepUntil(stop: AbortSignal, parts: SweeperParts): Promise<void> {
  const wait = parts.pause ?? pause;
  while (!stop.aborted) {
    try {
      await sweepOnce(parts, stop);
    } catch (error) {
      parts.logger.warn({ err: error }, "sweeper: this sweep was cut short; the next one goes on");
    }
    if (!stop.aborted) await wait(parts.everyMs ?? 15_000, stop);
  }
}

/**
 * Pokes overdue runs, longest overdue first. Counts as rescued those that no workflow served: for the others
 * the poke was needless or late at worst, and a count above 0 means that something was lost.
 */
export async function sweepOnce(parts: SweeperParts, stop: AbortSignal): Promise<void> {
  const { host, raise, limit = 100, perSecond = 20 } = parts;
  const wait = parts.pause ?? pause;
  const { overdue } = await host.sweep(limit);
  for (const run of overdue) {
    if (stop.aborted) break;
    await noteIfUnserved(parts, run);
    await raise(run);
    await wait(1_000 / perSecond, stop);
  }
}

/**
 * A workflow that has ended is what is seen of a run that came to its end since it was found, too: the host, asked after
 * Temporal, tells them apart.
 */
async function noteIfUnserved({ host, statusOf, logger }: SweeperParts, run: OverdueRun): Promise<void> {
  const workflow = await statusOf(run.runId);
  if (workflow === "RUNNING" || !(await host.recordRescue(run.runId))) return;
  logger.warn({ run: run.runId, workflow }, "sweeper: no workflow served this run; it is raised again");
}
