import type { Command } from "commander";
import type { Logger } from "pino";
import type { Runnable } from "../dev/plan.ts";
import { stopSignal } from "../stop-signal.ts";
import { type CommandContext, PROBLEMS, projectFolder } from "./context.ts";

/** A process that works until it is told to stop. */
interface Started {
  readonly url: string;
  /** Rejects when a part of it breaks. */
  readonly ended?: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Checks the project, starts a process of it, and keeps it until SIGTERM or Ctrl-C; then it is stopped without leaving
 * anything half-done. Logs go to standard output, a JSON object a line.
 *
 * @throws UsageError if it cannot be started
 */
export async function runProcess(
  command: Command,
  { terminal, exit }: CommandContext,
  role: string,
  start: (checked: Runnable, logger: Logger) => Promise<Started>,
): Promise<void> {
  const { checkFolder } = await import("../checking.ts");
  const { storeProblem } = await import("../backend/store-backend.ts");
  const { createLogger } = await import("../runtime.ts");
  const checked = await checkFolder(projectFolder(command, terminal));
  if (checked.diagnostics.length > 0) {
    const { writeDiagnostics } = await import("../output/write.ts");
    writeDiagnostics([{ checked, shown: checked.diagnostics }], "pretty", terminal);
  }
  if (checked.compiled === undefined) return exit(PROBLEMS);
  const { compiled } = checked;
  for (const note of checked.leftOut) terminal.err(`${note}\n`);

  const { signal, release } = stopSignal();
  const logger = createLogger({ write: terminal.out }, { role });
  try {
    const started = await start({ ...checked, compiled }, logger).catch(storeProblem);
    logger.info({ url: started.url, project: compiled.name }, "ready");
    try {
      await Promise.race([untilAborted(signal), ...(started.ended === undefined ? [] : [started.ended])]);
    } finally {
      logger.info("stopping");
      await started.stop();
      logger.info("stopped");
    }
  } finally {
    release();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
