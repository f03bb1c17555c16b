import type { Client } from "@temporalio/client";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import type { temporal } from "@temporalio/proto";

export type History = temporal.api.history.v1.IHistory;

export async function historyOf(client: Client, runId: string, executionId?: string): Promise<History> {
  return client.workflow.getHandle(runId, executionId).fetchHistory();
}

/** The kinds of a history's events in order, as Temporal's page names them: `TimerStarted`. */
export function eventKinds(history: History): string[] {
  return (history.events ?? []).map((event) => {
    const [attributes = "unknown"] = Object.keys(event).filter((key) => key.endsWith("EventAttributes"));
    const kind = attributes.replace("EventAttributes", "");
    return kind.charAt(0).toUpperCase() + kind.slice(1);
  });
}

/** What a history's payloads say, decoded, in the order of its events. */
export function payloadsOf(history: History): string[] {
  const data = [...historyToJSON(history).matchAll(/"data":\s*"([^"]+)"/g)];
  return data.map(([, base64 = ""]) => Buffer.from(base64, "base64").toString());
}

/** All that a history says, payloads included. */
export function everythingIn(history: History): string {
  return [historyToJSON(history), ...payloadsOf(history)].join("\n");
}
