import type { FastifyInstance, FastifyRequest } from "fastify";
import { requireOwnPage, type SessionPorts, sessionHolder, tokenOf } from "./console/session.ts";
import { hashOfKey, type KeyHolder, type Keys } from "./keys.ts";
import type { Limits } from "./ports.ts";
import { Problem } from "./problem.ts";
import { allows, neededScope, type Scope } from "./scopes.ts";

/** Who may come in: holders of keys, and those who are signed in to the console. */
export interface Admission {
  readonly keys: Keys;
  readonly sessions?: SessionPorts | undefined;
}

/**
 * Lets in only requests with a key that is known, or a session, and that may do what is asked. Guesses are counted by their
 * address.
 */
export function requireKey(app: FastifyInstance, admission: Admission, limits: Limits): void {
  const refuseGuess = guessing(app, limits);
  app.addHook("onRequest", async (request) => {
    const holder = await holderOf(request, admission);
    if (holder === undefined) {
      await refuseGuess(request);
      throw refusal(request);
    }
    refuseScope(request, holder);
    HOLDERS.set(request, holder);
  });
}

/** Counts a request of someone unknown, and throws once there are too many from one address. */
export function guessing(app: FastifyInstance, limits: Limits): (request: FastifyRequest) => Promise<void> {
  const guesses = app.createRateLimit({
    max: limits.guessesPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => `guess ${ip}`,
  });
  return async (request) => {
    const count = await guesses(request);
    if (!count.isAllowed && count.isExceeded) throw tooManyGuesses(count.ttlInSeconds);
  };
}

export interface Known extends KeyHolder {
  readonly bySession: boolean;
}
const HOLDERS = new WeakMap<FastifyRequest, Known>();

/** The name of the key with which a request came in; without one, its address. */
export function senderOf(request: FastifyRequest): string {
  const holder = HOLDERS.get(request);
  return holder === undefined ? `address ${request.ip}` : `key ${holder.name}`;
}

/** Who asks, by a key or by a session of the console; `undefined` where nobody was let in. */
export const askerOf = (request: FastifyRequest): Known | undefined => HOLDERS.get(request);

async function holderOf(request: FastifyRequest, { keys, sessions }: Admission): Promise<Known | undefined> {
  const key = bearerOf(request);
  if (key !== undefined) {
    const holder = await keys.find(hashOfKey(key));
    return holder && { ...holder, bySession: false };
  }
  const token = sessions && tokenOf(request);
  if (sessions === undefined || token === undefined) return undefined;
  const holder = await sessionHolder(sessions, token);
  if (holder === undefined) return undefined;
  requireOwnPage(request, token);
  return { ...holder, bySession: true };
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
