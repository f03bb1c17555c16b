import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { unknownName } from "../imports/shapes/nearest.ts";
import type { JourneyRow, StatusOptions } from "../store/gateway.ts";
import { HELD_BY, heldDoor, MOMENT, MOMENT_OR_NULL } from "./held.ts";
import { mapDoor } from "./map.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";
import { DOCUMENT_ANSWERS } from "./take-in.ts";

const TEXT_OR_NULL = { type: ["string", "null"] } as const;
const COUNTS = ["entered", "active", "finished", "exited", "converted", "stuck"] as const;
const STATUSES = ["draft", "active", "paused", "archived"] as const;

const JOURNEY = {
  type: "object",
  required: ["name", "title", "audience", "objective", "status", "program", "counts", "held", "releasing"],
  properties: {
    name: { type: "string" },
    title: TEXT_OR_NULL,
    audience: { type: "string" },
    objective: TEXT_OR_NULL,
    status: { enum: STATUSES },
    program: { type: "string", description: "The hash of what runs." },
    counts: {
      type: "object",
      required: COUNTS,
      properties: Object.fromEntries(COUNTS.map((count) => [count, { type: "integer" }])),
    },
    at: {
      type: "object",
      additionalProperties: { type: "integer" },
      description: "People by the step they stand at.",
    },
    held: {
      type: "object",
      properties: Object.fromEntries(HELD_BY.map((by) => [by, { type: "integer" }])),
      description: "Runs that are held, by what holds them.",
    },
    releasing: {
      type: ["object", "null"],
      required: ["total", "released", "since", "until"],
      properties: {
        total: { type: "integer" },
        released: { type: "integer" },
        since: MOMENT,
        until: MOMENT_OR_NULL,
      },
      description:
        "How far those are who were held in a pause that is over, or who leave a journey that was archived.",
    },
  },
} as const;

const LIST = {
  type: "object",
  required: ["version", "journeys"],
  properties: { version: { const: 1 }, journeys: { type: "array", items: JOURNEY } },
} as const;
const ONE = {
  type: "object",
  required: ["version", "journey"],
  properties: { version: { const: 1 }, journey: JOURNEY },
} as const;
const CHANGED = {
  type: "object",
  required: ["changed"],
  properties: { changed: { type: "boolean", description: "False where it was so before." } },
} as const;

const BY_NAME = { type: "object", properties: { name: { type: "string" } } } as const;
interface ByName {
  readonly Params: { readonly name: string };
}
interface Filter {
  readonly audience?: string;
  readonly status?: string;
  readonly objective?: string;
}

/** `GET /journeys`, `GET /journeys/{name}`, and what can be done to one. */
export function journeyDoors(app: FastifyInstance, ports: DoorPorts): void {
  const tags = ["journeys"];
  app.get<{ Querystring: Filter }>(
    "/journeys",
    {
      schema: {
        summary: "The journeys, and how many people are in each",
        tags,
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: {
            audience: { type: "string" },
            status: { enum: STATUSES },
            objective: { type: "string" },
          },
        },
        response: { 200: LIST, 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA },
      },
    },
    async ({ query }) => ({ version: 1, journeys: (await ports.gateway.journeys()).filter(passing(query)) }),
  );
  app.get<ByName>(
    "/journeys/:name",
    {
      schema: {
        summary: "One journey",
        tags,
        params: BY_NAME,
        response: { 200: ONE, 401: PROBLEM_SCHEMA, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params }) => ({ version: 1, journey: await journeyOf(ports, params.name) }),
  );
  mapDoor(app, ports, (name) => journeyOf(ports, name));
  heldDoor(app, ports, (name) => journeyOf(ports, name));
  statusDoors(app, ports);
  startDoor(app, ports);
}

const passing =
  ({ audience, status, objective }: Filter) =>
  (journey: JourneyRow) =>
    (audience === undefined || journey.audience === audience) &&
    (status === undefined || journey.status === status) &&
    (objective === undefined || journey.objective === objective);

async function journeyOf({ gateway }: DoorPorts, name: string): Promise<JourneyRow> {
  const journeys = await gateway.journeys();
  const found = journeys.find((journey) => journey.name === name);
  if (found) return found;
  const names = journeys.map((journey) => journey.name);
  throw new Problem(404, unknownName("journey", name, "this project", names));
}

const ACTIONS = [
  { action: "activate", status: "active", summary: "Let people in" },
  { action: "pause", status: "paused", summary: "Let nobody in, and nobody move" },
  { action: "resume", status: "active", summary: "Go on after a pause" },
  { action: "archive", status: "archived", summary: "Put a journey away" },
] as const;

interface Change extends ByName {
  readonly Querystring: StatusOptions;
}

const INSIDE = {
  type: "object",
  additionalProperties: false,
  properties: {
    inside: {
      enum: ["refuse", "exit"],
      description: "What becomes of the people inside: the journey is not archived, or they leave it now.",
    },
  },
} as const;
const NOTHING = { type: "object", additionalProperties: false } as const;

function statusDoors(app: FastifyInstance, ports: DoorPorts): void {
  for (const { action, status, summary } of ACTIONS) {
    app.post<Change>(
      `/journeys/:name/${action}`,
      {
        schema: {
          summary,
          tags: ["journeys"],
          params: BY_NAME,
          querystring: action === "archive" ? INSIDE : NOTHING,
          response: { 200: CHANGED, 401: PROBLEM_SCHEMA, 404: PROBLEM_SCHEMA, 409: PROBLEM_SCHEMA },
        },
      },
      async ({ params, query }) => {
        const result = await ports.gateway.setStatus(params.name, status, query);
        // Only now: counting all people first would keep a pause waiting.
        if ("refused" in result) {
          await journeyOf(ports, params.name);
          throw new Problem(409, result.refused);
        }
        return { changed: result.changed };
      },
    );
  }
}

interface Start extends ByName {
  readonly Body: { readonly contact: string; readonly id?: string };
}

function startDoor(app: FastifyInstance, ports: DoorPorts): void {
  app.post<Start>(
    "/journeys/:name/start",
    {
      schema: {
        summary: "Start a journey by hand for one contact",
        tags: ["journeys"],
        params: BY_NAME,
        body: {
          type: "object",
          required: ["contact"],
          additionalProperties: false,
          properties: {
            contact: { type: "string", minLength: 1, description: "A contact's id or e-mail address." },
            id: {
              type: "string",
              minLength: 1,
              maxLength: 200,
              description: "A repeated id starts nothing again.",
            },
          },
        },
        response: { ...DOCUMENT_ANSWERS, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params, body }) => {
      const { name } = await journeyOf(ports, params.name);
      const result = await ports.gateway.startManually(name, body.contact, body.id ?? randomUUID());
      if (result.result === "rejected") throw new Problem(422, result.reason);
      return result;
    },
  );
}
