import type { FastifyInstance, FastifyRequest } from "fastify";
import { hashOfKey, type Keys } from "./keys.ts";
import { Problem } from "./problem.ts";

/** Lets in only requests with a key that is known. */
export function requireKey(app: FastifyInstance, keys: Keys): void {
  app.addHook("onRequest", async (request) => {
    const hash = hashOfBearer(request);
    if (hash === undefined) throw refusal("This door needs a key.");
    if (!(await keys.accepts(hash))) throw refusal("The key is not known here; it may have been revoked.");
  });
}

/** The hash of the key that a request carries. */
export function hashOfBearer(request: FastifyRequest): string | undefined {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  return key === undefined ? undefined : hashOfKey(key);
}

function refusal(why: string): Problem {
  return new Problem(401, `${why} Send it as "Authorization: Bearer KEY".`, {
    "www-authenticate": 'Bearer realm="trajet"',
  });
}
