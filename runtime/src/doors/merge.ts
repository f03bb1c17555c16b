import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const NAME = { type: "string", minLength: 1, maxLength: 254 } as const;

const JOURNEYS = { type: "array", items: { type: "string" } } as const;

const MERGED = {
  type: "object",
  required: ["version", "result", "contact"],
  properties: {
    version: { const: 1 },
    result: { enum: ["written", "unchanged"], description: "Unchanged where they were merged before." },
    contact: { type: "string", description: "The contact that is left." },
    from: { type: "string", description: "What it is known by from now on, too." },
    orders: { type: "integer", description: "How many orders became those of the contact that is left." },
    goOn: { ...JOURNEYS, description: "Journeys in which a run goes on for the contact that is left." },
    end: { ...JOURNEYS, description: "Journeys in which a run ends, as that contact is inside already." },
  },
} as const;

interface Merging {
  readonly Params: { readonly id: string };
  readonly Body: { readonly into: string; readonly audience?: string; readonly dryRun?: boolean };
}

/** `POST /contacts/{id}/merge`: two contacts turn out to be one person. */
export function mergeDoors(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.post<Merging>(
    "/contacts/:id/merge",
    {
      config: {
        isDeed: true,
        changesNothing: ({ body }) => (body as Merging["Body"]).dryRun === true,
        about: async ({ params, body }) => ({
          contact: (params as Merging["Params"]).id,
          subject: (body as Merging["Body"]).into,
        }),
      },
      schema: {
        summary: "Merge a contact into another one",
        description:
          "All that the contact did, has and is on its way through becomes that of `into`, and its id leads there. There is no way back. Both are named by id or e-mail address.",
        tags: ["contacts"],
        params: { type: "object", properties: { id: NAME } },
        body: {
          type: "object",
          required: ["into"],
          additionalProperties: false,
          properties: {
            into: { ...NAME, description: "The contact that is left." },
            audience: {
              type: "string",
              description: "Where e-mail addresses are looked up; any unless said.",
            },
            dryRun: { type: "boolean", description: "Only say what would happen." },
          },
        },
        response: { 200: MERGED, 401: PROBLEM_SCHEMA, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ params: { id }, body }) => {
      const merged = await gateway.mergeContacts({ from: id, ...body });
      if (merged.result === "rejected") throw new Problem(422, sentenceOf(merged.reason));
      return { version: 1, ...merged };
    },
  );
}

const sentenceOf = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
