import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sendPage } from "./page.ts";
import type { DoorPorts } from "./ports.ts";
import type { Unsubscribing } from "./signer.ts";
import { ASK, DONE, UNKNOWN } from "./unsubscribe-page.ts";

interface Link {
  readonly Params: { readonly token: string };
}

/**
 * `/u/{token}`: the link in a mail. Asking for the page changes nothing, since mail programs and scanners follow links;
 * the page's button, and the one-click POST of RFC 8058, unsubscribe.
 */
export function unsubscribeDoors(app: FastifyInstance, { signer, gateway }: DoorPorts): void {
  // RFC 8058 sends a form; what stands in it does not matter, and neither does its type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string", bodyLimit: 10_000 }, async () => undefined);
  app.get<Link>("/u/:token", { schema: { hide: true } }, async ({ params }, reply) => {
    return signer.verify(params.token) ? sendPage(reply, 200, ASK) : sendPage(reply, 404, UNKNOWN);
  });
  app.post<Link>("/u/:token", { schema: { hide: true } }, async ({ params }, reply) => {
    const link = signer.verify(params.token);
    if (!link) return sendPage(reply, 404, UNKNOWN);
    await gateway.setConsent(link.contact, link.channel, "unsubscribed", eventId(link));
    // A contact that is gone gets no messages either.
    return sendPage(reply, 200, DONE);
  });
}

/**
 * An id of its own for each time: that a second click changes nothing is seen by the consent, while the same link must
 * work again for someone who came back in between.
 */
const eventId = ({ run, step }: Unsubscribing) =>
  ["unsubscribe", run, step, randomUUID()].filter(Boolean).join(":");
