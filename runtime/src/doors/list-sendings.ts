import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Raw } from "../imports/shapes/reading.ts";
import type { AskedQuery } from "../loyalty/asked-query.ts";
import type { About } from "./console/audited.ts";
import { valueOr } from "./loyalty.ts";
import { REFUSED } from "./messages.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA } from "./problem.ts";

const text = { type: "string", minLength: 1, maxLength: 2_000 } as const;
export const QUERY = {
  description: "The loyalty query: its name, or what is asked.",
  anyOf: [
    { type: "object", required: ["name"], additionalProperties: false, properties: { name: text } },
    {
      type: "object",
      required: ["by", "over"],
      additionalProperties: false,
      properties: { audience: text, store: text, by: text, over: text, top: text },
    },
  ],
} as const;
const PREPARED = {
  type: "object",
  required: ["message", "query"],
  additionalProperties: false,
  properties: {
    message: { ...text, description: "As the project declares it." },
    args: { type: "object", description: "The message's arguments, by the names of its parameters." },
    query: QUERY,
  },
} as const;
export const LIST_SENDING = {
  type: "object",
  required: ["id", "asOf", "total", "left", "resumed"],
  properties: {
    id: { type: "string" },
    asOf: { type: "string" },
    total: { type: "integer" },
    left: { type: "integer" },
    resumed: { type: "boolean", description: "It was begun before, and came to no end." },
  },
} as const;

const SENT_PAGE = {
  type: "object",
  required: ["sent", "refused", "left", "place"],
  properties: {
    sent: { type: "integer" },
    refused: REFUSED,
    left: { type: "integer" },
    place: { type: "integer", description: "The last one of the page." },
  },
} as const;
const ID = { type: "object", properties: { id: { type: "string", maxLength: 100 } } } as const;

interface Prepared {
  readonly Body: { readonly message: string; readonly args?: Raw; readonly query: AskedQuery };
}
interface OfSending {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly after?: string };
}

/** What the audit log says of a sending: never what is in it. */
export const aboutSending =
  ({ loyalty }: Pick<DoorPorts, "loyalty">) =>
  async ({ params }: FastifyRequest): Promise<About> => {
    const { id } = params as OfSending["Params"];
    const outline = await loyalty.outline(id);
    if (outline === undefined) return { subject: id };
    const { message, total, contact } = outline;
    const subject = message ?? "a letter";
    return contact === null ? { subject: `${subject}, to ${total}` } : { subject, contact };
  };

/** Messages to the people of a list: drawn up, tried, and sent page by page; each gets it once. */
export function listSendingDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post<Prepared>(
    "/loyalty-sendings",
    {
      config: { changesNothing: true },
      schema: {
        summary: "Draw up a message to the people of a list; one that was begun goes on",
        tags: ["messages"],
        body: PREPARED,
        response: { 200: LIST_SENDING, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ body: { query, message, args = {} } }) =>
      valueOr(await ports.loyalty.prepare(query, { message, args }), 422),
  );
  app.post<OfSending>(
    "/loyalty-sendings/:id/try",
    {
      config: { changesNothing: true },
      schema: {
        summary: "What would become of the next recipients",
        tags: ["messages"],
        params: ID,
        querystring: { type: "object", properties: { after: { type: "string", pattern: "^[0-9]{1,9}$" } } },
        response: { 200: SENT_PAGE, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ params, query }) =>
      valueOr(await ports.loyalty.trySending(params.id, Number(query.after ?? 0)), 422),
  );
  app.post<OfSending>(
    "/loyalty-sendings/:id/continue",
    {
      config: { about: aboutSending(ports) },
      schema: {
        summary: "Send to the next recipients",
        tags: ["messages"],
        params: ID,
        response: { 200: SENT_PAGE, 422: PROBLEM_SCHEMA },
      },
    },
    async ({ params }) => valueOr(await ports.loyalty.continueSending(params.id), 422),
  );
  app.delete<OfSending>(
    "/loyalty-sendings/:id",
    {
      config: { changesNothing: true },
      schema: {
        summary: "Forget a sending that was not begun",
        tags: ["messages"],
        params: ID,
        response: { 204: { type: "null" } },
      },
    },
    async ({ params }, reply) => {
      await ports.loyalty.forgetSending(params.id);
      return reply.code(204).send(null);
    },
  );
}
