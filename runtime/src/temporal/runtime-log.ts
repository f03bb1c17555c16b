import type { Logger, LogLevel, LogMetadata } from "@temporalio/common";
import { Runtime } from "@temporalio/worker";
import type { BaseLogger } from "pino";

let installed = false;

/**
 * Sends what Temporal's SDK has to say, warnings and worse, to our logger instead of the terminal, and leaves
 * signals such as Ctrl-C to whoever runs the process. Must come before the first connection; the SDK keeps one
 * runtime a process, so the first logger stays.
 */
export function installTemporalRuntime(logger: BaseLogger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: sdkLogger(logger),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: "WARN", other: "ERROR" }, forward: {} } },
  });
}

/** The SDK's logger interface over pino's. Exported for the bundler, which has a logger of its own. */
export function sdkLogger(logger: BaseLogger): Logger {
  function log(level: LogLevel, message: string, meta?: LogMetadata): void {
    if (level === "ERROR") logger.error({ ...meta }, message);
    // `activities.ts` has told of a failed activity already, with the whole error.
    else if (level === "WARN" && message !== "Activity failed") logger.warn({ ...meta }, message);
  }
  return {
    log,
    trace: (message, meta) => log("TRACE", message, meta),
    debug: (message, meta) => log("DEBUG", message, meta),
    info: (message, meta) => log("INFO", message, meta),
    warn: (message, meta) => log("WARN", message, meta),
    error: (message, meta) => log("ERROR", message, meta),
  };
}
