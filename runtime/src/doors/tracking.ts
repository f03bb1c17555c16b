import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from "fastify";
import type { EngagementInput } from "../store/gateway.ts";
import { isMachine } from "./machines.ts";
import type { DoorPorts } from "./ports.ts";
import { Problem } from "./problem.ts";

interface Marked {
  readonly Params: { readonly token: string };
}

/** A picture of one transparent pixel: the smallest GIF. */
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/**
 * `/t/o/{token}`, the picture in a mail, and `/t/c/{token}`, a link. Both answer whatever becomes of the note: whoever reads
 * a mail sees nothing of our troubles. Where a link leads is signed, so no other address can be reached through it.
 */
export function trackingDoors(app: FastifyInstance, { signer, gateway, logger }: DoorPorts): void {
  const schema = { hide: true };
  app.route<Marked>({
    method: ["GET", "HEAD"],
    url: "/t/o/:token",
    schema,
    async handler({ params, method, headers }, reply) {
      const sending = signer.verifyOpen(params.token);
      const bot = isMachine(method, headers);
      if (sending !== undefined)
        await noted(() => gateway.putEngagement({ kind: "open", sending, bot }), logger);
      return unstored(reply).type("image/gif").send(PIXEL);
    },
  });
  app.route<Marked>({
    method: ["GET", "HEAD"],
    url: "/t/c/:token",
    schema,
    async handler({ params, method, headers }, reply) {
      const link = signer.verifyClick(params.token);
      if (link === undefined) {
        throw new Problem(
          404,
          "This link is not complete: some mail programs cut long links. Use the one in the message.",
        );
      }
      const click: EngagementInput = { kind: "click", ...link, bot: isMachine(method, headers) };
      await noted(() => gateway.putEngagement(click), logger);
      return unstored(reply).redirect(new URL(link.target).href, 302);
    },
  });
}

async function noted(note: () => Promise<unknown>, logger: FastifyBaseLogger | undefined): Promise<void> {
  try {
    await note();
  } catch (error) {
    logger?.error({ err: error }, "an open or a click could not be noted");
  }
}

function unstored(reply: FastifyReply): FastifyReply {
  return reply.headers({
    "cache-control": "no-store, private, max-age=0",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
  });
}
