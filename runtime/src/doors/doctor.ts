import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";

const CHECKS = {
  type: "object",
  required: ["version", "checks"],
  properties: {
    version: { const: 1 },
    checks: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "status", "detail"],
        properties: {
          name: { type: "string" },
          status: { enum: ["ok", "warn", "fail"] },
          detail: { type: "string" },
          fix: { type: "string" },
        },
      },
    },
  },
} as const;

/** `GET /doctor`: how the project does, as its database knows. */
export function doctorDoor(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.get(
    "/doctor",
    {
      schema: {
        summary: "How the project does: what waits, what is stuck, what is lost",
        tags: ["operation"],
        response: { 200: CHECKS },
      },
    },
    async () => ({ version: 1, checks: await gateway.examine() }),
  );
}
