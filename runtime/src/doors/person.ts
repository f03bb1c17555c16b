import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const BY_ID = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 254 } },
} as const;
interface ById {
  readonly Params: { readonly id: string };
}

const EXPORT = {
  type: "object",
  required: ["version", "contact", "data"],
  properties: {
    version: { const: 1 },
    contact: { type: "string" },
    data: {
      type: "object",
      description: "The rows about the contact, by table, as they are stored.",
      additionalProperties: { type: "array", items: { type: "object" } },
    },
  },
} as const;

const ERASED = {
  type: "object",
  required: ["version", "contact", "runs"],
  properties: {
    version: { const: 1 },
    contact: { type: "string" },
    runs: { type: "integer", description: "How many runs were under way and ended." },
  },
} as const;

/** `GET /contacts/{id}/export`, `DELETE /contacts/{id}`: what is owed to a person who asks. */
export function personDoors(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.get<ById>(
    "/contacts/:id/export",
    {
      schema: {
        summary: "Everything that is stored of a contact, by id or e-mail address",
        tags: ["contacts"],
        params: BY_ID,
        response: { 200: EXPORT, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params: { id } }) => {
      const found = await gateway.exportContact(id);
      if (found === undefined) throw missing(id);
      return { version: 1, ...found };
    },
  );
  app.delete<ById>(
    "/contacts/:id",
    {
      schema: {
        summary: "Erase a contact, by id",
        description:
          "Ends the contact's runs and forgets who it was. What was decided stays in the journal, under an id that leads to nobody; the addresses stay suppressed by keyed hashes.",
        tags: ["contacts"],
        params: BY_ID,
        response: { 200: ERASED, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params: { id } }) => {
      const erased = await gateway.eraseContact(id);
      if (erased === undefined) throw missing(id);
      return { version: 1, contact: id, ...erased };
    },
  );
}

const missing = (id: string) => new Problem(404, `There is no contact with the id ${JSON.stringify(id)}.`);
