import type { FastifyInstance } from "fastify";
import type { Millis } from "../engine/facts.ts";
import { parseMoment, ValueError } from "../engine/values.ts";
import type { Reading } from "../imports/shapes/reading.ts";
import type { AskedQuery } from "../loyalty/asked-query.ts";
import { NoCursor, readCursor } from "../loyalty/cursor.ts";
import type { RankOptions } from "../loyalty/rank-customers.ts";
import { EXPLAINED, RESULT } from "./loyalty-schemas.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const AS_OF = { type: "string", description: "RFC 3339; now unless said." } as const;
const PAGED = {
  asOf: AS_OF,
  limit: {
    type: "string",
    pattern: "^([1-9][0-9]{0,3}|10000)$",
    description: "Rows of a page, up to 10000; all unless said.",
  },
  after: { type: "string", maxLength: 1_000, description: "The `next` of the page before." },
  before: {
    type: "string",
    enum: ["true", "false"],
    description: "Beside each row its rank and value in the period before.",
  },
} as const;
const AD_HOC = {
  audience: { type: "string", maxLength: 200, description: "May be left out where there is one." },
  store: { type: "string", maxLength: 2_000, description: "`Boutique`, `Boutique,Atelier`, or `any`." },
  by: { type: "string", maxLength: 100, description: "orders, average, total, or another measure." },
  over: { type: "string", maxLength: 100, description: "A period as in the language: `last month`." },
  top: { type: "string", maxLength: 30, description: "`100` or `10%`." },
} as const;
const ANSWERS = { 400: PROBLEM_SCHEMA, 401: PROBLEM_SCHEMA } as const;
const NAMED = { type: "object", properties: { name: { type: "string" } } } as const;

interface Paged {
  readonly asOf?: string;
  readonly limit?: string;
  readonly after?: string;
  readonly before?: "true" | "false";
}
interface AdHoc {
  readonly audience?: string;
  readonly store?: string;
  readonly by?: string;
  readonly over?: string;
  readonly top?: string;
}
type Named = { readonly name: string };

/** `GET /loyalty/{name}`, `GET /loyalty?audience=&store=&by=&over=`, and why a customer stands there: `/explain`. */
export function loyaltyDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.get<{ readonly Querystring: AdHoc & Paged }>(
    "/loyalty",
    {
      schema: {
        summary: "Customers, ranked as asked",
        tags: ["loyalty"],
        querystring: { type: "object", additionalProperties: false, properties: { ...AD_HOC, ...PAGED } },
        response: { 200: RESULT, ...ANSWERS },
      },
    },
    async ({ query }) => rank(ports, adHocOf(query), query, 400),
  );
  app.get<{ readonly Params: Named; readonly Querystring: Paged }>(
    "/loyalty/:name",
    {
      schema: {
        summary: "The customers of a loyalty query, ranked",
        tags: ["loyalty"],
        params: NAMED,
        querystring: { type: "object", additionalProperties: false, properties: PAGED },
        response: { 200: RESULT, ...ANSWERS, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params, query }) => rank(ports, params, query, 404),
  );
  explainDoors(app, ports);
}

interface Explain {
  readonly asOf?: string;
  readonly contact?: string;
}

function explainDoors(app: FastifyInstance, ports: DoorPorts): void {
  const querystring = (more: object) => ({
    type: "object",
    additionalProperties: false,
    properties: { ...more, asOf: AS_OF, contact: { type: "string", maxLength: 254 } },
  });
  app.get<{ readonly Params: Named; readonly Querystring: Explain }>(
    "/loyalty/:name/explain",
    {
      schema: {
        summary: "How a ranking is computed, and which orders made the value of a contact",
        tags: ["loyalty"],
        params: NAMED,
        querystring: querystring({}),
        response: { 200: EXPLAINED, ...ANSWERS, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params, query }) =>
      valueOr(await ports.loyalty.explain(params, momentOf(query.asOf), query.contact), 404),
  );
  app.get<{ readonly Querystring: AdHoc & Explain }>(
    "/loyalty-explained",
    {
      schema: {
        summary: "The same for a query that is only asked",
        tags: ["loyalty"],
        querystring: querystring(AD_HOC),
        response: { 200: EXPLAINED, ...ANSWERS },
      },
    },
    async ({ query }) =>
      valueOr(await ports.loyalty.explain(adHocOf(query), momentOf(query.asOf), query.contact), 400),
  );
}

const adHocOf = ({ audience, store, by, over, top }: AdHoc): AskedQuery => ({
  audience,
  store,
  by,
  over,
  top,
});

async function rank(ports: DoorPorts, asked: AskedQuery, paged: Paged, refused: number) {
  return valueOr(await ports.loyalty.rank(asked, momentOf(paged.asOf), optionsOf(paged)), refused);
}

export function valueOr<T>(reading: Reading<T>, refused: number): T {
  if ("reason" in reading) throw new Problem(refused, reading.reason);
  return reading.value;
}

function optionsOf({ limit, after, before }: Paged): RankOptions {
  try {
    return {
      ...(limit !== undefined && { limit: Number(limit) }),
      ...(after !== undefined && { after: readCursor(after) }),
      ...(before === "true" && { before: true }),
    };
  } catch (error) {
    if (error instanceof NoCursor) throw new Problem(400, `"after": ${error.message}`);
    throw error;
  }
}

function momentOf(text: string | undefined): Millis | undefined {
  try {
    return text === undefined ? undefined : parseMoment(text);
  } catch (error) {
    if (error instanceof ValueError) throw new Problem(400, `"asOf": ${error.message}`);
    throw error;
  }
}
