import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import { type DriverInput, POKE, PROTOCOL } from "./driver-input.ts";

/** How long Temporal may take to answer one call, in milliseconds. */
const CALL_MS = 10_000;

/** Pokes a run's workflow, and starts it where it is gone or never was. Safe to repeat. */
export type Raise = (run: { readonly runId: string; readonly journey: string }) => Promise<void>;

/** Raises runs by signal-with-start: workflow type = journey, workflow id = run id. */
export function createRaise(client: Client, taskQueue: string): Raise {
  return async ({ runId, journey }) => {
    const input: DriverInput = { run: runId, protocol: PROTOCOL };
    await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflow.signalWithStart(journey, {
        workflowId: runId,
        taskQueue,
        args: [input],
        signal: POKE,
        workflowIdConflictPolicy: "USE_EXISTING",
        workflowIdReusePolicy: "ALLOW_DUPLICATE",
      }),
    );
  };
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
