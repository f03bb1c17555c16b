import { ApplicationFailure, activityInfo } from "@temporalio/activity";
import type { BaseLogger } from "pino";
import { traced } from "../logging/tracing.ts";
import type { EngineHost } from "./advance.ts";
import type { DriverActivities } from "./driver-input.ts";

/** What an attempt keeps back of its time-out to get its answer to Temporal, in milliseconds. */
const MARGIN_MS = 250;

/**
 * The driver's activities over a host. A failure reaches Temporal as a code alone, since messages of databases
 * and mail servers name people; where it happened goes to the log. Each attempt is a span of its own in the traces: here
 * alone, since what a workflow does is replayed.
 */
export function createActivities(host: EngineHost, logger: BaseLogger): DriverActivities {
  return {
    async advance(run) {
      const info = activityInfo();
      const options = { local: info.isLocal, deadline: deadlineOf(info, Date.now()) };
      const about = { run, journey: info.workflowType ?? "", local: info.isLocal, attempt: info.attempt };
      try {
        return await traced("advance", about, async (span) => {
          const next = await host.advance(run, options);
          span.setAttribute("next", next.kind);
          return next;
        });
      } catch (error) {
        logger.warn({ run, local: info.isLocal, attempt: info.attempt, err: error }, "advance failed");
        throw withoutPersonalData(error);
      }
    },
  };
}

interface Timeouts {
  readonly isLocal: boolean;
  readonly startToCloseTimeoutMs: number;
  readonly scheduleToCloseTimeoutMs: number;
  readonly scheduledTimestampMs: number;
}

/**
 * Epoch milliseconds by which the attempt that starts at `now` must have committed. The moment of scheduling
 * counts for local attempts alone: it is this machine's clock there, and the server's for the others.
 */
export function deadlineOf(info: Timeouts, now: number): number {
  const own = now + info.startToCloseTimeoutMs;
  const shared = info.isLocal ? info.scheduledTimestampMs + info.scheduleToCloseTimeoutMs : own;
  return Math.min(own, shared) - MARGIN_MS;
}

/** The same failure with nothing but its code: `ECONNREFUSED`, `40P01`, or the name of its class. Retryable. */
export function withoutPersonalData(error: unknown): ApplicationFailure {
  const code = codeOf(error);
  const failure = ApplicationFailure.retryable(`advance failed: ${code}`, code);
  // A stack begins with the message it was made with, and frames tell an operator of Temporal nothing.
  failure.stack = "";
  return failure;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return /^[\w-]{1,60}$/.test(code) ? code : "Error";
}
