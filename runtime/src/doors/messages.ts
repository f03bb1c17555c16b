import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sendAsked } from "../imports/sending.ts";
import type { Raw } from "../imports/shapes/reading.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const SENDING = {
  type: "object",
  required: ["message", "contact"],
  additionalProperties: false,
  properties: {
    message: { type: "string", minLength: 1, description: "As the project declares it." },
    contact: {
      type: "string",
      minLength: 1,
      maxLength: 254,
      description: "A contact's id or e-mail address.",
    },
    args: { type: "object", description: "The message's arguments, by the names of its parameters." },
    id: {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "What you call this sending: the same again sends nothing.",
    },
    dryRun: { type: "boolean", description: "Only say what would become of it." },
  },
} as const;

/** Who gets nothing, and why. */
export const REFUSED = {
  type: "array",
  items: {
    type: "object",
    required: ["contact", "reason"],
    properties: { contact: { type: "string" }, reason: { type: "string" } },
  },
} as const;

const REPORT = {
  type: "object",
  required: ["version", "sent", "refused"],
  properties: {
    version: { const: 1 },
    sent: {
      type: "array",
      description: "On their way: what became of them stands in the contact's timeline.",
      items: {
        type: "object",
        required: ["contact", "message", "id"],
        properties: {
          contact: { type: "string" },
          message: { type: "string" },
          id: { type: "string" },
          repeated: { const: true, description: "It was asked for before, and is not sent again." },
        },
      },
    },
    refused: REFUSED,
  },
} as const;

interface Sending {
  readonly Body: {
    readonly message: string;
    readonly contact: string;
    readonly args?: Raw;
    readonly id?: string;
    readonly dryRun?: boolean;
  };
}

/** `POST /messages`: one message to one contact, by hand. */
export function messageDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post<Sending>(
    "/messages",
    {
      config: { changesNothing: ({ body }) => (body as Sending["Body"]).dryRun === true },
      schema: {
        summary: "Send a message to one contact, through consent, hours and limits",
        tags: ["messages"],
        body: SENDING,
        response: { 200: REPORT, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ body: { message, contact, args = {}, id = randomUUID(), dryRun = false } }) => {
      const report = await sendAsked(ports.gateway, ports.project(), { message, contact, args, id, dryRun });
      if ("reason" in report) throw new Problem(422, report.reason);
      return report.value;
    },
  );
}
