import type { FastifyInstance, FastifyRequest } from "fastify";
import { hashOfKey, type KeyHolder, type Keys } from "./keys.ts";
import type { Limits } from "./ports.ts";
import { Problem } from "./problem.ts";
import { allows, neededScope, type Scope } from "./scopes.ts";

/** Lets in only requests with a key that is known and may do what is asked. Guesses are counted by their address. */
export function requireKey(app: FastifyInstance, keys: Keys, limits: Limits): void {
  const guesses = app.createRateLimit({
    max: limits.guessesPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => `guess ${ip}`,
  });
  app.addHook("onRequest", async (request) => {
    const holder = await holderOf(request, keys);
    if (holder === undefined) {
      const count = await guesses(request);
      if (!count.isAllowed && count.isExceeded) throw tooManyGuesses(count.ttlInSeconds);
      throw refusal(request);
    }
    refuseScope(request, holder);
    HOLDERS.set(request, holder);
  });
}

const HOLDERS = new WeakMap<FastifyRequest, KeyHolder>();

/** The name of the key with which a request came in; without one, its address. */
export function senderOf(request: FastifyRequest): string {
  const holder = HOLDERS.get(request);
  return holder === undefined ? `address ${request.ip}` : `key ${holder.name}`;
}

async function holderOf(request: FastifyRequest, keys: Keys): Promise<KeyHolder | undefined> {
  const key = bearerOf(request);
  return key === undefined ? undefined : keys.find(hashOfKey(key));
}

function bearerOf(request: FastifyRequest): string | undefined {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  return key;
}

/** The group of a door is its tag in the OpenAPI document, so that no door is without one. */
export function scopeOf(method: string, tags: readonly string[] | undefined): Scope {
  return neededScope(method, tags?.[0] ?? "");
}

function refuseScope(request: FastifyRequest, { name, scopes }: KeyHolder): void {
  const { schema } = request.routeOptions;
  const needed = scopeOf(request.method, schema?.tags);
  if (allows(scopes, needed)) return;
  throw new Problem(
    403,
    `The key "${name}" may do ${scopes.join(", ") || "nothing"}; this door needs ${needed}. Make a key with \`trajet keys create\`.`,
  );
}

function refusal(request: FastifyRequest): Problem {
  const why =
    bearerOf(request) === undefined
      ? "This door needs a key."
      : "The key is not known here; it may have been revoked.";
  return new Problem(401, `${why} Send it as "Authorization: Bearer KEY".`, {
    "www-authenticate": 'Bearer realm="trajet"',
  });
}

function tooManyGuesses(seconds: number): Problem {
  return new Problem(429, "Too many requests without a key that is known; try again later.", {
    "retry-after": String(seconds),
  });
}
