import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  DISCARDED_AT_ONCE,
  type Discarding,
  discardedLetters,
  LONGEST_REASON,
} from "../store/dead-letters.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";
import { replayLetters } from "./replay.ts";

const TEXT = { type: "string" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;

const STUCK = {
  type: "object",
  required: ["version", "stuck"],
  properties: {
    version: { const: 1 },
    stuck: {
      type: "array",
      items: {
        type: "object",
        required: ["run", "contact", "journey", "step", "reason"],
        properties: {
          run: TEXT,
          contact: TEXT,
          journey: TEXT,
          step: { type: ["string", "null"] },
          reason: TEXT,
        },
      },
    },
  },
} as const;

const LETTERS = {
  type: "object",
  required: ["version", "deadLetters"],
  properties: {
    version: { const: 1 },
    deadLetters: {
      type: "array",
      description: "The earliest first, at most 200; `after` the last id there are more.",
      items: {
        type: "object",
        required: ["id", "kind", "body", "reason", "tries", "receivedAt"],
        properties: {
          id: COUNT,
          kind: { type: "string", description: "What it was to be: contacts, orders, events …" },
          body: { description: "As it came." },
          reason: TEXT,
          tries: COUNT,
          receivedAt: { type: "string", description: "RFC 3339." },
        },
      },
    },
  },
} as const;

const REPLAYED = {
  type: "object",
  required: ["version", "read", "written", "unchanged", "rejected", "next"],
  properties: {
    version: { const: 1 },
    read: COUNT,
    written: COUNT,
    unchanged: COUNT,
    rejected: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "kind", "reason"],
        properties: { id: COUNT, kind: TEXT, reason: TEXT },
      },
    },
    next: {
      anyOf: [{ type: "integer" }, { type: "null" }],
      description: "Where to go on, as `after` of the next call; null where none is left.",
    },
  },
} as const;

const AFTER = {
  type: "object",
  additionalProperties: false,
  properties: {
    after: { type: "string", pattern: "^[0-9]{1,15}$", description: "The id of the last one seen." },
  },
} as const;

/** Letters of one page. */
const PAGE = 200;

const DISCARDING = {
  type: "object",
  required: ["ids", "because"],
  additionalProperties: false,
  properties: {
    ids: { type: "array", minItems: 1, maxItems: DISCARDED_AT_ONCE, items: { type: "integer", minimum: 1 } },
    because: {
      type: "string",
      minLength: 1,
      maxLength: LONGEST_REASON,
      pattern: "\\S",
      description:
        "Why nobody needs them. It goes into the audit log, which nothing is taken out of: name no person.",
    },
  },
} as const;

/** What could not be done, and doing it again or no more: `/stuck`, `/stuck/retry`, `/dead-letters`, `/dead-letters/replay`, `/dead-letters/discard`. */
export function repairDoors(app: FastifyInstance, ports: DoorPorts): void {
  stuckDoors(app, ports);
  letterDoors(app, ports);
}

interface Which {
  readonly journey?: string;
  readonly run?: string;
}

const tags = ["operation"];

function stuckDoors(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.get<{ Querystring: Pick<Which, "journey"> }>(
    "/stuck",
    {
      schema: {
        summary: "The runs that no attempt can decide about, and why",
        tags,
        querystring: { type: "object", additionalProperties: false, properties: { journey: TEXT } },
        response: { 200: STUCK, 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA },
      },
    },
    async ({ query }) => ({ version: 1, stuck: await gateway.stuck(query.journey) }),
  );
  app.post<{ Body: Which }>(
    "/stuck/retry",
    {
      schema: {
        summary: "Let stuck runs be attempted again: one, those of a journey, or all",
        tags,
        body: { type: "object", additionalProperties: false, properties: { journey: TEXT, run: TEXT } },
        response: {
          200: {
            type: "object",
            required: ["version", "retried"],
            properties: { version: { const: 1 }, retried: COUNT },
          },
          400: PROBLEM_SCHEMA,
          401: PROBLEM_SCHEMA,
          404: PROBLEM_SCHEMA,
        },
      },
    },
    async ({ body }) => {
      const retried = await gateway.retry(body);
      if (retried === 0 && body.run !== undefined) throw new Problem(404, `No run ${body.run} is stuck.`);
      return { version: 1, retried };
    },
  );
}

function letterDoors(app: FastifyInstance, { gateway, project }: DoorPorts): void {
  app.get<{ Querystring: { readonly after?: string } }>(
    "/dead-letters",
    {
      schema: {
        summary: "What came in and did not fit, with the reason",
        tags,
        querystring: AFTER,
        response: { 200: LETTERS, 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA },
      },
    },
    async ({ query }) => {
      const letters = await gateway.deadLetters(Number(query.after ?? 0), PAGE);
      const deadLetters = letters.map((letter) => ({
        ...letter,
        receivedAt: new Date(letter.receivedAt).toISOString(),
      }));
      return { version: 1, deadLetters };
    },
  );
  app.post<{ Querystring: { readonly after?: string } }>(
    "/dead-letters/replay",
    {
      schema: {
        summary: "Let them in again, a thousand a call, by the project as it is now",
        tags,
        querystring: AFTER,
        response: { 200: REPLAYED, 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA },
      },
    },
    async ({ query }) => ({
      version: 1,
      ...(await replayLetters(gateway, project(), Number(query.after ?? 0))),
    }),
  );
  discardDoor(app, gateway);
}

function discardDoor(app: FastifyInstance, gateway: DoorPorts["gateway"]): void {
  app.post<{ Body: Discarding }>(
    "/dead-letters/discard",
    {
      config: {
        about: async ({ body }: FastifyRequest) => ({ subject: discardedLetters(body as Discarding) }),
      },
      schema: {
        summary: "Throw away what can never fit, with the reason, which is noted in the audit log",
        tags,
        body: DISCARDING,
        response: {
          200: {
            type: "object",
            required: ["version", "discarded"],
            properties: { version: { const: 1 }, discarded: COUNT },
          },
          400: PROBLEM_SCHEMA,
          401: PROBLEM_SCHEMA,
          404: PROBLEM_SCHEMA,
        },
      },
    },
    async ({ body: { ids } }) => {
      const discarded = await gateway.buryLetters(ids);
      if (discarded === 0) throw new Problem(404, "None of these is a dead letter any more.");
      return { version: 1, discarded };
    },
  );
}
