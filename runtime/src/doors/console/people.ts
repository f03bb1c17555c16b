import type { FastifyInstance } from "fastify";
import type { Millis } from "../../engine/facts.ts";
import { parseMoment, ValueError } from "../../engine/values.ts";
import { Problem } from "../problem.ts";
import type { ConsolePorts } from "./console-doors.ts";

const text = { type: "string", maxLength: 254 } as const;
const FOUND = 50;
const ORDERS = 200;
const PARTS = 12;

const TRENDS = {
  type: "object",
  required: ["contacts", "from", "to"],
  additionalProperties: false,
  properties: {
    contacts: { type: "string", maxLength: 12_000, description: "A JSON list of ids." },
    from: { type: "string", maxLength: 40 },
    to: { type: "string", maxLength: 40 },
  },
} as const;

interface Trends {
  readonly Querystring: { readonly contacts: string; readonly from: string; readonly to: string };
}

/** Contacts by what somebody types, their orders, and how these lie in a time. */
export function peopleDoors(app: FastifyInstance, { reads }: Pick<ConsolePorts, "reads">): void {
  const hide = true;
  app.get<{ Querystring: { readonly search?: string } }>(
    "/contacts",
    {
      schema: {
        hide,
        tags: ["contacts"],
        querystring: { type: "object", additionalProperties: false, properties: { search: text } },
      },
    },
    async ({ query: { search = "" } }) => ({ contacts: await reads.contacts(search, FOUND) }),
  );
  app.get<{ Params: { readonly id: string } }>(
    "/contacts/:id/orders",
    { schema: { hide, tags: ["orders"], params: { type: "object", properties: { id: text } } } },
    async ({ params: { id } }) => ({ orders: await reads.orders(id, ORDERS) }),
  );
  app.get<Trends>(
    "/trends",
    { schema: { hide, tags: ["orders"], querystring: TRENDS } },
    async ({ query: { contacts, from, to } }) => ({
      trends: await reads.trends({
        contacts: idsOf(contacts),
        from: momentOf(from),
        to: momentOf(to),
        parts: PARTS,
      }),
    }),
  );
}

function idsOf(text: string): readonly string[] {
  try {
    const ids: unknown = JSON.parse(text);
    if (Array.isArray(ids) && ids.every((id) => typeof id === "string")) return ids;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Problem(400, '"contacts" is not a JSON list of ids.');
}

function momentOf(text: string): Millis {
  try {
    return parseMoment(text);
  } catch (error) {
    if (error instanceof ValueError) throw new Problem(400, error.message);
    throw error;
  }
}
