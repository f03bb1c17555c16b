import { Readable } from "node:stream";
import type { CompiledProject } from "@trajet/compiler/program";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Letter } from "../../imports/letter.ts";
import { readAsked } from "../../imports/sending.ts";
import type { Raw } from "../../imports/shapes/reading.ts";
import type { AskedRecipients } from "../../loyalty/board.ts";
import type { Draft } from "../../loyalty/kept-draft.ts";
import { aboutSending, LIST_SENDING, QUERY } from "../list-sendings.ts";
import { valueOr } from "../loyalty.ts";
import type { DoorPorts } from "../ports.ts";
import { inPages, type Progress, sharedWork } from "./sending-work.ts";

const name = { type: "string", minLength: 1, maxLength: 254 } as const;
const MOST = 10_000;

const TO = {
  anyOf: [
    {
      type: "object",
      required: ["contacts", "audience"],
      additionalProperties: false,
      properties: { contacts: { type: "array", minItems: 1, maxItems: MOST, items: name }, audience: name },
    },
    ...QUERY.anyOf,
  ],
} as const;
const LETTER = {
  type: "object",
  required: ["audience", "subject", "text"],
  additionalProperties: false,
  properties: {
    audience: name,
    subject: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\r\\n]*$" },
    text: { type: "string", minLength: 1, maxLength: 20_000 },
    coupon: name,
  },
} as const;
const DRAWN_UP = {
  type: "object",
  required: ["to"],
  additionalProperties: false,
  properties: { to: TO, message: name, args: { type: "object" }, letter: LETTER },
  oneOf: [{ required: ["message"] }, { required: ["letter"] }],
} as const;

interface DrawnUp {
  readonly Body: { readonly to: AskedRecipients } & (
    | { readonly message: string; readonly args?: Raw }
    | { readonly letter: Letter }
  );
}
interface ById {
  readonly Params: { readonly id: string };
}

/**
 * A message to one, to some, or to all of a ranking: drawn up, tried, and sent by one call which tells how far it is. It goes
 * on when nobody looks; when it broke off, the same call goes on, and each gets it once.
 */
export function sendingDoors(
  app: FastifyInstance,
  { loyalty, project }: Pick<DoorPorts, "loyalty" | "project">,
): void {
  const schema = { hide: true, tags: ["messages"] } as const;
  const config = { changesNothing: true } as const;
  const sends = sharedWork<Progress>();
  app.addHook("preClose", sends.stop);
  app.post<DrawnUp>(
    "/sendings",
    { config, schema: { ...schema, body: DRAWN_UP, response: { 200: LIST_SENDING } } },
    async ({ body }) => valueOr(await loyalty.prepare(body.to, draftOf(project(), body)), 422),
  );
  app.get("/sendings", { schema }, async () => ({ sendings: await loyalty.unfinished() }));
  app.post<ById>("/sendings/:id/try", { config, schema }, async ({ params: { id } }, reply) =>
    asLines(
      reply,
      inPages((after) => loyalty.trySending(id, after)),
    ),
  );
  app.post<ById>(
    "/sendings/:id/send",
    { config: { about: aboutSending({ loyalty }) }, schema },
    async ({ params: { id } }, reply) =>
      asLines(
        reply,
        sends.follow(id, () => inPages(() => loyalty.continueSending(id))),
      ),
  );
  app.delete<ById>("/sendings/:id", { config, schema }, async ({ params: { id } }, reply) => {
    await loyalty.forgetSending(id);
    return reply.code(204).send(null);
  });
}

/** Arguments may be text as somebody typed it: it is kept as what it means. */
function draftOf(project: CompiledProject, body: DrawnUp["Body"]): Draft {
  if ("letter" in body) return { letter: body.letter };
  const { args } = valueOr(readAsked(project, body.message, body.args ?? {}, "text"), 422);
  return { message: body.message, args };
}

/** A line of JSON for each step. */
function asLines(reply: FastifyReply, steps: AsyncIterable<Progress>): FastifyReply {
  const lines = async function* () {
    for await (const step of steps) yield `${JSON.stringify(step)}\n`;
  };
  return reply
    .headers({ "cache-control": "no-store", "x-accel-buffering": "no" })
    .type("application/x-ndjson")
    .send(Readable.from(lines()));
}
