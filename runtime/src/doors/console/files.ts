import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { pageOf, sendPage } from "../page.ts";

/**
 * Everything comes from here, and nothing that stands in a page runs: what a contact may have written into a field is text.
 * Frames are the previews of mails, which have a policy of their own.
 */
const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

const INDEX = "index.html";

/** The page of the console and what it is made of, from the folder into which it was built. */
export function consoleFiles(app: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, INDEX)))
    app.log.warn("the console is not built: run `npm run setup` in the folder of Trajet");
  // Looked for at each request: it may be built while the doors are open.
  app.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    suppressWarning: true,
    immutable: true,
    maxAge: "1y",
    index: false,
    decorateReply: true,
    setHeaders: (reply) => void reply.headers(HEADERS),
  });
  const page = (reply: FastifyReply) => {
    if (!existsSync(join(folder, INDEX))) return sendPage(reply, 503, NOT_BUILT);
    return reply
      .headers(HEADERS)
      .header("cache-control", "no-cache")
      .sendFile(INDEX, folder, { cacheControl: false });
  };
  const schema = { hide: true } as const;
  app.get("/", { schema }, (_, reply) => page(reply));
  app.get("/*", { schema }, (_, reply) => page(reply));
}

const NOT_BUILT = pageOf({
  lang: "en",
  title: "The console is not built",
  content: "<p>Run <code>npm run setup</code> in the folder of Trajet, and load this page again.</p>",
});
