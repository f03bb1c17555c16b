import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import { readTwilioRequest } from "./twilio-requests.ts";
import { isSignedByTwilio } from "./twilio-signature.ts";

/** The account of the project with its SMS provider, as far as the hook needs it. */
export interface SmsHook {
  readonly provider: "twilio";
  /** The secret with which the provider signs. */
  readonly token: string;
  /** Where the doors are to be reached from outside, as https://journeys.shop.example/. The provider signs it. */
  readonly publicUrl: string;
}

interface Hook {
  readonly Params: { readonly provider: string };
  readonly Querystring: { readonly effect?: string };
  readonly Body: URLSearchParams | undefined;
}

const LARGEST_FORM = 64 * 1024;
/** Nothing is answered by us: the words STOP, START and HELP are answered by Twilio. */
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/**
 * `POST /hooks/sms/{provider}`: text messages to the project's number, and reports on those that it sent. Signed by the
 * provider; the same call again changes nothing.
 */
export function smsHookDoors(app: FastifyInstance, { gateway, sms, logger }: DoorPorts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: LARGEST_FORM },
    async (_request: unknown, body: string | Buffer) => new URLSearchParams(String(body)),
  );
  app.post<Hook>("/hooks/sms/:provider", { schema: { hide: true } }, async (request, reply) => {
    if (sms === undefined || request.params.provider !== sms.provider) {
      throw new Problem(404, "This project takes no text messages here: set channels.sms in trajet.json.");
    }
    const form = request.body ?? new URLSearchParams();
    const signature = request.headers["x-twilio-signature"];
    // As it was called: what stands in the query is signed as it was written.
    const url = `${sms.publicUrl.replace(/\/$/, "")}${request.raw.url ?? ""}`;
    const signed = { url, form, signature: String(signature ?? "") };
    if (!isSignedByTwilio(sms.token, signed)) {
      throw new Problem(
        403,
        "The signature does not fit: it covers the address that was called and the form.",
      );
    }
    const asked = readTwilioRequest(form, request.query.effect);
    if (asked.kind === "text") {
      const { contacts } = await gateway.receiveText(asked.text);
      if (contacts === 0)
        logger?.info({ message: asked.text.id }, "a text message from a number that no contact has");
    }
    if (asked.kind === "report") await gateway.reportDelivery(asked.report);
    return reply.type("text/xml; charset=utf-8").send(NO_REPLY);
  });
}
