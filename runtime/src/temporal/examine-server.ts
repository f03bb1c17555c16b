import { Connection } from "@temporalio/client";
import type { Check } from "../store/examine.ts";
import type { TemporalServerPlace } from "./client-settings.ts";

const ANSWER_MS = 5_000;

/** Whether the server answers, has the namespace, and workers of ours ask it for work. */
export async function examineTemporal({
  connection: { proxy: _, ...options },
  namespace,
  taskQueue,
}: TemporalServerPlace): Promise<readonly Check[]> {
  const connection = Connection.lazy(options as Parameters<typeof Connection.lazy>[0]);
  try {
    const { pollers } = await connection.withDeadline(Date.now() + ANSWER_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace });
      return connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: 1,
      });
    });
    const count = pollers?.length ?? 0;
    return [
      {
        name: "Temporal",
        status: "ok",
        detail: `${options.address} answers, with the namespace ${namespace}.`,
      },
      count > 0
        ? {
            name: "workers",
            status: "ok",
            detail: `${count} asked the queue ${taskQueue} for work in the last minutes.`,
          }
        : {
            name: "workers",
            status: "fail",
            detail: `Nobody asks the queue ${taskQueue} for work.`,
            fix: "Start `trajet worker`.",
          },
    ];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (gRPC ${String(error.code)})` : "";
    return [
      {
        name: "Temporal",
        status: "fail",
        detail: `The server at ${options.address} does not answer for the namespace ${namespace}${code}.`,
        fix: "See that it runs, and that the address, the namespace and the keys are right.",
      },
    ];
  } finally {
    await connection.close();
  }
}
