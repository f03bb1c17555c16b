import type { FastifyInstance } from "fastify";
import type { HeldQuery, JourneyRow } from "../store/gateway.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA } from "./problem.ts";

/** What can hold a run for longer than a moment. */
export const HELD_BY = ["pause", "window", "limit", "rate", "provider"] as const;
export const MOMENT = { type: "string" } as const;
export const MOMENT_OR_NULL = { type: ["string", "null"] } as const;

const HELD = {
  type: "object",
  required: ["run", "contact", "step", "by", "since", "until", "reason"],
  properties: {
    run: { type: "string" },
    contact: { type: "string" },
    step: { type: ["string", "null"] },
    by: { enum: HELD_BY },
    since: MOMENT,
    until: { ...MOMENT_OR_NULL, description: "When it is looked at again; null until the pause ends." },
    reason: { type: "string" },
  },
} as const;

interface Asked {
  readonly Params: { readonly name: string };
  readonly Querystring: Omit<HeldQuery, "limit"> & { readonly limit?: string };
}

/**
 * `GET /journeys/{name}/held`: who is held in a journey, and why, who has waited longest first.
 *
 * @param journeyOf answers 404 for a journey that is not there
 */
export function heldDoor(
  app: FastifyInstance,
  { gateway }: DoorPorts,
  journeyOf: (name: string) => Promise<JourneyRow>,
): void {
  app.get<Asked>(
    "/journeys/:name/held",
    {
      schema: {
        summary: "Who is held in a journey, and why",
        tags: ["journeys"],
        params: { type: "object", properties: { name: { type: "string" } } },
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: {
            by: { enum: HELD_BY },
            after: { type: "string", description: "The `run` at which the page before ended." },
            limit: {
              type: "string",
              pattern: "^([1-9][0-9]{0,2}|1000)$",
              description: "How many at most: 1 to 1000, 100 unless said.",
            },
          },
        },
        response: {
          200: {
            type: "object",
            required: ["version", "journey", "held"],
            properties: {
              version: { const: 1 },
              journey: { type: "string" },
              held: { type: "array", items: HELD },
            },
          },
          400: PROBLEM_SCHEMA,
          401: PROBLEM_SCHEMA,
          404: PROBLEM_SCHEMA,
        },
      },
    },
    async ({ params, query: { limit = "100", ...query } }) => {
      const held = await gateway.held(params.name, { ...query, limit: Number(limit) });
      const journey = held.length > 0 ? params.name : (await journeyOf(params.name)).name;
      return { version: 1, journey, held };
    },
  );
}
