import { randomUUID } from "node:crypto";
import type { CompiledMessage } from "@trajet/compiler/program";
import type { FastifyInstance } from "fastify";
import type { Json } from "../../engine/facts.ts";
import { readAsked } from "../../imports/sending.ts";
import type { Raw } from "../../imports/shapes/reading.ts";
import { valueOr } from "../loyalty.ts";
import { escaped, pageOf } from "../page.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import { LETTER, letterFor } from "./letter.ts";

const name = { type: "string", minLength: 1, maxLength: 254 } as const;
const SUBJECT = { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\r\\n]*$" } as const;
const TEXT = { type: "string", minLength: 1, maxLength: 20_000 } as const;

const WRITTEN = {
  type: "object",
  required: ["contact", "subject", "text"],
  additionalProperties: false,
  properties: {
    contact: name,
    subject: SUBJECT,
    text: TEXT,
    coupon: name,
    id: { ...name, description: "The same again sends nothing." },
    dryRun: { type: "boolean" },
  },
} as const;

interface Written {
  readonly Body: {
    readonly contact: string;
    readonly subject: string;
    readonly text: string;
    readonly coupon?: string;
    readonly id?: string;
    readonly dryRun?: boolean;
  };
}

/** A mail that somebody writes here, to one contact; and how any mail will look. */
export function letterDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post<Written>(
    "/letters",
    { schema: { hide: true, tags: ["messages"], body: WRITTEN } },
    async ({ body: { contact, subject, text, coupon, id = randomUUID(), dryRun = false } }) => {
      const letter = await writtenTo(ports, contact, coupon);
      const sending = { contact, id, dryRun, args: { subject, text } };
      const result = await ports.gateway.sendMessage(letter, sending);
      if ("refused" in result)
        return { version: 1, sent: [], refused: [{ contact, reason: result.refused }] };
      return { version: 1, sent: [{ ...result.sent, message: LETTER }], refused: [] };
    },
  );
  previewDoor(app, ports);
}

/** @throws Problem where the letter cannot be written at all */
async function writtenTo(ports: DoorPorts, contact: string, coupon?: string): Promise<CompiledMessage> {
  const { coupons } = ports.project();
  if (coupon !== undefined && !Object.hasOwn(coupons, coupon))
    throw new Problem(422, `The project has no coupon ${coupon}.`);
  const found = await ports.gateway.contact(contact);
  if (found === undefined) throw new Problem(422, `There is no contact ${contact}.`);
  const letter = letterFor(ports.project(), found.contact.audience, coupon);
  if (letter !== undefined) return letter;
  throw new Problem(
    422,
    `No mail is declared for ${found.contact.audience}: declare one, so that it is known from whom mails come.`,
  );
}

interface Previewed {
  readonly Querystring: {
    readonly contact: string;
    readonly message?: string;
    readonly args?: string;
    readonly subject?: string;
    readonly text?: string;
  };
}

const PREVIEWED = {
  type: "object",
  required: ["contact"],
  additionalProperties: false,
  properties: {
    contact: name,
    message: name,
    args: { type: "string", maxLength: 8_000 },
    subject: { type: "string", maxLength: 200 },
    text: { type: "string", maxLength: 8_000 },
  },
} as const;

/** What stands in a mail runs nothing, sends nothing and loads nothing but pictures. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

function previewDoor(app: FastifyInstance, ports: DoorPorts): void {
  app.get<Previewed>(
    "/preview",
    { schema: { hide: true, tags: ["messages"], querystring: PREVIEWED } },
    async ({ query }, reply) => {
      const { message, args } = await askedFor(ports, query);
      const { contact } = query;
      return reply
        .headers({
          "cache-control": "no-store",
          "content-security-policy": MAIL_POLICY,
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
        })
        .type("text/html; charset=utf-8")
        .send(pageFor(await ports.gateway.previewMessage(message, { contact, args })));
    },
  );
}

/**
 * The message that is meant, of the project or written here, with its arguments.
 *
 * @throws Problem
 */
export async function askedFor(
  ports: DoorPorts,
  { contact, message, args = "{}", subject = "", text = "" }: Previewed["Querystring"],
): Promise<{ readonly message: CompiledMessage; readonly args: { readonly [name: string]: Json } }> {
  if (message === undefined) return { message: await writtenTo(ports, contact), args: { subject, text } };
  return valueOr(readAsked(ports.project(), message, argumentsIn(args)), 422);
}

function argumentsIn(text: string): Raw {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Raw;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Problem(400, '"args" is not a JSON object.');
}

type Previewing = Awaited<ReturnType<DoorPorts["gateway"]["previewMessage"]>>;

function pageFor(preview: Previewing): string {
  if ("refused" in preview) return plainPage("–", preview.refused);
  const { request } = preview;
  switch (request.kind) {
    case "email":
      return request.html;
    case "sms":
      return plainPage("SMS", request.text);
    case "message":
      return plainPage(
        request.title ?? request.channel,
        [request.text, request.url].filter(Boolean).join("\n"),
      );
    case "webhook":
    case "audience":
      throw new Error(`a message does not make a ${request.kind} request`);
    default:
      return request satisfies never;
  }
}

const plainPage = (title: string, text: string): string =>
  pageOf({ lang: "en", title, content: `<p>${escaped(text).replaceAll("\n", "<br>")}</p>` });
