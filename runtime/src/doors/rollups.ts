import type { FastifyInstance } from "fastify";
import { RebuildUnderWay } from "../loyalty/rollups/rebuild.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const ROLLUPS = {
  type: "object",
  required: ["version", "ready", "rebuilding", "rebuilt"],
  properties: {
    version: { const: 1 },
    ready: { type: "boolean", description: "Whether rankings go by them." },
    rebuilt: { type: "boolean", description: "Whether the last rebuild came to its end." },
    rebuilding: {
      anyOf: [
        {
          type: "object",
          required: ["step", "done"],
          properties: {
            step: { type: ["string", "null"] },
            done: { type: "number", description: "The share of the steps." },
          },
        },
        { type: "null" },
      ],
    },
  },
} as const;

/** `GET /rollups`, and `POST /rollups/rebuild`, which answers once it has begun. */
export function rollupDoors(app: FastifyInstance, ports: DoorPorts): void {
  const schema = { tags: ["operation"], response: { 200: ROLLUPS, 409: PROBLEM_SCHEMA } };
  app.get("/rollups", { schema: { summary: "How it stands with the roll-ups of orders", ...schema } }, () =>
    ports.loyalty.rollups(),
  );
  app.post(
    "/rollups/rebuild",
    { schema: { summary: "Rebuild the roll-ups of orders; answers once it has begun", ...schema } },
    async ({ log }) => {
      await beginRebuild(ports, (error) => log.error(error, "the roll-ups could not be rebuilt"));
      return ports.loyalty.rollups();
    },
  );
}

/** Answers once the rebuild has taken its first step, or could not. */
function beginRebuild(ports: DoorPorts, onError: (error: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    ports.loyalty.rebuild({ onProgress: () => resolve() }).catch((error: unknown) => {
      if (error instanceof RebuildUnderWay) return reject(new Problem(409, error.message));
      onError(error);
      reject(error);
    });
  });
}
