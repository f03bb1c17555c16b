import type { FastifyInstance } from "fastify";
import { readLetter } from "../../imports/letter.ts";
import { type ReadMessage, readAsked } from "../../imports/sending.ts";
import type { Raw } from "../../imports/shapes/reading.ts";
import { valueOr } from "../loyalty.ts";
import { escaped, pageOf } from "../page.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";

const name = { type: "string", minLength: 1, maxLength: 254 } as const;

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

/** `GET /console/api/preview`: a message as one contact would get it. */
export function previewDoor(app: FastifyInstance, ports: DoorPorts): void {
  app.get<Previewed>(
    "/preview",
    { schema: { hide: true, tags: ["messages"], querystring: PREVIEWED } },
    async ({ query }, reply) => {
      return reply
        .headers({
          "cache-control": "no-store",
          "content-security-policy": MAIL_POLICY,
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
        })
        .type("text/html; charset=utf-8")
        .send(pageFor(await previewed(ports, query)));
    },
  );
}

/** It is looked at while it is written: what does not fit yet is a page that says so, and no failure. */
async function previewed(ports: DoorPorts, query: Previewed["Querystring"]): Promise<Previewing> {
  try {
    const { message, args } = await askedFor(ports, query);
    return await ports.gateway.previewMessage(message, { contact: query.contact, args });
  } catch (error) {
    if (error instanceof Problem && error.statusCode === 422) return { refused: error.message };
    throw error;
  }
}

/**
 * The message that is meant, of the project or written here, with its arguments, which may be text as somebody typed it.
 *
 * @throws Problem
 */
export async function askedFor(
  ports: DoorPorts,
  { contact, message, args = "{}", subject = "", text = "" }: Previewed["Querystring"],
): Promise<ReadMessage> {
  if (message !== undefined)
    return valueOr(readAsked(ports.project(), message, argumentsIn(args), "text"), 422);
  const found = await ports.gateway.contact(contact);
  if (found === undefined) throw new Problem(422, `There is no contact ${contact}.`);
  const { audience } = found.contact;
  return valueOr(readLetter(ports.project(), { audience, subject, text }), 422);
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
