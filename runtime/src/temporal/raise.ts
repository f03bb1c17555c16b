import type { Client, WorkflowStartOptions } from "@temporalio/client";
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from "@temporalio/client";
import type { Wake } from "./advance.ts";
import { type DriverInput, POKE, PROTOCOL } from "./driver-input.ts";

/** How long Temporal may take to answer one call, in milliseconds. */
const CALL_MS = 10_000;

/** Pokes a run's workflow, and starts it where it is gone or never was. Safe to repeat. */
export type Raise = (run: Pick<Wake, "runId" | "journey" | "fresh">) => Promise<void>;

/**
 * Raises runs by signal-with-start: workflow type = journey, workflow id = run id. One that is fresh is only started, which
 * saves the signal; if it has a workflow all the same, that one is poked, since it may be in the middle of its first attempt.
 */
export function createRaise(client: Client, taskQueue: string): Raise {
  return async ({ runId, journey, fresh }) => {
    const input: DriverInput = { run: runId, protocol: PROTOCOL };
    const start = {
      workflowId: runId,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: "ALLOW_DUPLICATE",
    } as const;
    await client.withDeadline(Date.now() + CALL_MS, async () => {
      if (fresh === true && (await isStarted(client, journey, start))) return;
      await client.workflow.signalWithStart(journey, {
        ...start,
        signal: POKE,
        workflowIdConflictPolicy: "USE_EXISTING",
      });
    });
  };
}

/** Whether the workflow was started now, rather than before. */
async function isStarted(client: Client, journey: string, start: WorkflowStartOptions): Promise<boolean> {
  try {
    await client.workflow.start(journey, { ...start, workflowIdConflictPolicy: "FAIL" });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** How a run's workflow stands with Temporal, in its words: `RUNNING` serves the run; `MISSING` where there is none. */
export type StatusOf = (runId: string) => Promise<string>;

export function createStatusOf(client: Client): StatusOf {
  return async (runId) => {
    try {
      const { status } = await client.withDeadline(Date.now() + CALL_MS, () =>
        client.workflow.getHandle(runId).describe(),
      );
      return status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return "MISSING";
      throw error;
    }
  };
}
