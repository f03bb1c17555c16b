import type { FastifyInstance } from "fastify";
import { METRICS_TYPE, metricsText } from "./metrics.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const OK = { type: "object", required: ["status"], properties: { status: { const: "ok" } } } as const;

/** `/livez`: the process answers. `/readyz`: it can serve. `/metrics`: figures for Prometheus. None needs a key. */
export function healthDoors(app: FastifyInstance, ports: Pick<DoorPorts, "notReady" | "metrics">): void {
  const tags = ["health"];
  app.get(
    "/livez",
    { schema: { summary: "The process answers", tags, security: [], response: { 200: OK } } },
    async () => ({
      status: "ok",
    }),
  );
  app.get(
    "/readyz",
    {
      schema: {
        summary: "The doors can serve",
        tags,
        security: [],
        response: { 200: OK, 503: PROBLEM_SCHEMA },
      },
    },
    async () => {
      const reason = await ports.notReady();
      if (reason !== undefined) throw new Problem(503, reason, { "retry-after": "1" });
      return { status: "ok" };
    },
  );
  app.get(
    "/metrics",
    {
      schema: {
        summary: "Figures in Prometheus' text format",
        tags,
        security: [],
        response: { 200: { content: { "text/plain": { schema: { type: "string" } } } } },
      },
    },
    async (_request, reply) => reply.type(METRICS_TYPE).send(metricsText(await ports.metrics())),
  );
}
