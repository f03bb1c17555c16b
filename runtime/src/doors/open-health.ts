import { fastify } from "fastify";
import { answerFailures } from "./failures.ts";
import { healthDoors } from "./health.ts";
import { type OpenDoors, openDoors } from "./open-doors.ts";
import type { DoorPorts } from "./ports.ts";

/**
 * `/livez`, `/readyz` and `/metrics` alone, for a process without doors.
 *
 * @throws DoorsTaken
 */
export async function openHealth(
  ports: Pick<DoorPorts, "notReady" | "metrics">,
  place: { readonly host: string; readonly port: number },
): Promise<OpenDoors> {
  const app = fastify();
  answerFailures(app);
  healthDoors(app, ports);
  return openDoors(app, place);
}
