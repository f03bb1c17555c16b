import type { FastifyInstance } from "fastify";
import type { SendHttp } from "../../outgoing/http.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import { readGeneric } from "./generic-hook.ts";
import type { HookAnswer, HookCall } from "./mail-event.ts";
import { createMailgun } from "./mailgun-hook.ts";
import { createSes } from "./ses-hook.ts";

/** Who may tell of bounces and complaints, each with what its calls are known by. */
export interface EmailHooks {
  /** The topic of Amazon SNS (`arn:aws:sns:…`) to which SES publishes. */
  readonly ses?: { readonly topic: string };
  /** The key with which webhooks are signed. */
  readonly mailgun?: { readonly key: string };
  /** The secret of Standard Webhooks. */
  readonly generic?: { readonly secret: string };
  /** For what is fetched from Amazon. */
  readonly http: SendHttp;
}

interface Hook {
  readonly Params: { readonly provider: string };
  readonly Body: string | undefined;
}

const LARGEST_BODY = 256 * 1024;

/** `POST /hooks/email/{provider}`: bounces and complaints. Signed by the provider; the same call again changes nothing. */
export function emailHookDoors(app: FastifyInstance, { gateway, emailHooks, logger }: DoorPorts): void {
  const readers = emailHooks === undefined ? new Map<string, Reader>() : readersOf(emailHooks);
  app.removeAllContentTypeParsers();
  // Amazon sends JSON as text; what is signed is the text.
  app.addContentTypeParser(
    "*",
    { parseAs: "string", bodyLimit: LARGEST_BODY },
    async (_: unknown, body: unknown) => String(body),
  );
  app.post<Hook>("/hooks/email/:provider", { schema: { hide: true } }, async (request, reply) => {
    const read = readers.get(request.params.provider);
    if (read === undefined) {
      throw new Problem(404, "This project takes no reports here: set channels.email.hooks in trajet.json.");
    }
    const call = { body: request.body ?? "", headers: request.headers, now: Date.now() };
    const answer = await read(call);
    if ("refused" in answer) throw new Problem(403, answer.refused);
    for (const report of answer.reports) {
      const { contacts } = await gateway.reportMail(report);
      if (contacts === 0) logger?.info({ report: report.id }, "a report on an address that no contact has");
    }
    return reply.code(204).send();
  });
}

type Reader = (call: HookCall) => HookAnswer | Promise<HookAnswer>;

function readersOf({ ses, mailgun, generic, http }: EmailHooks): ReadonlyMap<string, Reader> {
  const readers = new Map<string, Reader>();
  if (ses !== undefined) readers.set("ses", createSes(ses.topic, http));
  if (mailgun !== undefined) readers.set("mailgun", createMailgun(mailgun.key));
  if (generic !== undefined) readers.set("generic", (call) => readGeneric(generic.secret, call));
  return readers;
}
