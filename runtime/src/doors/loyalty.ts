import type { FastifyInstance } from "fastify";
import type { Millis } from "../engine/facts.ts";
import { parseMoment, ValueError } from "../engine/values.ts";
import { unknownName } from "../imports/shapes/nearest.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const MONEY = {
  type: "object",
  required: ["amount", "currency"],
  properties: { amount: { type: "string" }, currency: { type: "string" } },
} as const;
const MOMENT_OR_NULL = { type: ["string", "null"] } as const;

const RESULT = {
  type: "object",
  required: ["version", "query", "asOf", "period", "timeZone", "currency", "total", "rows"],
  properties: {
    version: { const: 1 },
    query: { type: "string" },
    asOf: { type: "string" },
    period: {
      type: "object",
      required: ["from", "to"],
      properties: { from: MOMENT_OR_NULL, to: MOMENT_OR_NULL },
      description: "Half-open; null is without end.",
    },
    timeZone: { type: "string" },
    currency: { type: "string" },
    total: { type: "integer", description: "How many are ranked, before `top` cuts the list." },
    rows: {
      type: "array",
      items: {
        type: "object",
        required: ["rank", "contact", "value", "orders", "totalSpent", "averageOrderValue", "lastOrderAt"],
        properties: {
          rank: { type: "integer", minimum: 1 },
          contact: { type: "string" },
          email: { type: "string" },
          value: { description: "A number of orders, or money.", anyOf: [{ type: "integer" }, MONEY] },
          orders: { type: "integer" },
          totalSpent: MONEY,
          averageOrderValue: MONEY,
          lastOrderAt: { type: "string" },
          tier: { type: "string" },
        },
      },
    },
  },
} as const;

interface Asked {
  readonly Params: { readonly name: string };
  readonly Querystring: { readonly asOf?: string };
}

/** `GET /loyalty/{name}?asOf=` */
export function loyaltyDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.get<Asked>(
    "/loyalty/:name",
    {
      schema: {
        summary: "The customers of a loyalty query, ranked",
        tags: ["loyalty"],
        params: { type: "object", properties: { name: { type: "string" } } },
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: { asOf: { type: "string", description: "RFC 3339; now unless said." } },
        },
        response: { 200: RESULT, 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params, query }) => ports.loyalty(queryOf(ports, params.name), momentOf(query.asOf)),
  );
}

function queryOf(ports: DoorPorts, name: string) {
  const { loyalty } = ports.project();
  const found = loyalty.find((query) => query.name === name);
  if (found) return found;
  const names = loyalty.map((query) => query.name);
  throw new Problem(404, unknownName("loyalty query", name, "this project", names));
}

function momentOf(text: string | undefined): Millis | undefined {
  try {
    return text === undefined ? undefined : parseMoment(text);
  } catch (error) {
    if (error instanceof ValueError) throw new Problem(400, `"asOf": ${error.message}`);
    throw error;
  }
}
