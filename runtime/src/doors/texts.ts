import type { FastifyInstance } from "fastify";
import { ValueError } from "../engine/values.ts";
import { phone } from "../imports/shapes/text-forms.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const TEXT = {
  type: "object",
  required: ["id", "from", "text"],
  additionalProperties: false,
  properties: {
    id: { type: "string", minLength: 1, maxLength: 200, description: "A repeated id changes nothing." },
    from: { type: "string", description: "The sender's number, as +33611223344." },
    to: { type: "string", description: "The number to which it was sent." },
    text: { type: "string", maxLength: 2_000 },
  },
} as const;

const TAKEN = {
  type: "object",
  required: ["result", "contacts"],
  properties: {
    result: { enum: ["written", "unchanged"] },
    contacts: { type: "integer", minimum: 1, description: "How many contacts have the number." },
  },
} as const;

interface Text {
  readonly id: string;
  readonly from: string;
  readonly to?: string;
  readonly text: string;
}

/** `POST /texts`: a text message that came in by another way than the provider's hook. */
export function textDoors(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.post<{ Body: Text }>(
    "/texts",
    {
      schema: {
        summary: "Take in a text message that somebody has sent",
        description: "STOP and START change the consent to SMS, as they do at the provider's hook.",
        tags: ["events"],
        body: TEXT,
        response: { 200: TAKEN, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ body: { id, from, to = "", text } }) => {
      const number = numberOf(from);
      const { contacts, written } = await gateway.receiveText({ id, from: number, to, text });
      if (contacts === 0) throw new Problem(422, `No contact has the number ${number}.`);
      return { result: written > 0 ? "written" : "unchanged", contacts };
    },
  );
}

function numberOf(from: string): string {
  try {
    return phone(from);
  } catch (error) {
    if (error instanceof ValueError) throw new Problem(422, `"from": ${error.message}.`);
    throw error;
  }
}
