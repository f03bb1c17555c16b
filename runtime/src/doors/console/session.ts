import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Millis } from "../../engine/facts.ts";
import type { KeyHolder, Keys } from "../keys.ts";
import { Problem } from "../problem.ts";
import type { Scope } from "../scopes.ts";

/** Somebody who is signed in to the console. */
export interface Session {
  readonly name: string;
  /** Of the key that it came in by: it may what that may, as long as that is known. */
  readonly keyHash?: string;
  /** What it may, where it came in without a key. */
  readonly scopes: readonly Scope[];
  readonly expiresAt: Millis;
}

/** Where sessions are kept, by the hashes of their tokens. */
export interface Sessions {
  /** Expired ones are forgotten on the way. */
  readonly open: (hash: string, session: Session, now: Millis) => Promise<void>;
  readonly find: (hash: string, now: Millis) => Promise<Session | undefined>;
  readonly close: (hash: string) => Promise<void>;
}

export interface SessionPorts {
  readonly sessions: Sessions;
  readonly keys: Keys;
  /** Milliseconds since 1970 on the wall, which no project's clock moves. */
  readonly wall: () => Millis;
}

const COOKIE = "trajet_session";
export const CSRF_HEADER = "x-csrf-token";
const HOURS_12 = 12 * 60 * 60 * 1000;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("base64url");

/** What the page sends with each change: whoever does not have the cookie's token cannot know it. */
export const csrfOf = (token: string): string => sha256(`csrf ${token}`);

/** The token that the browser sent; `undefined` without one. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

/** Who a request comes from by its session, and whether it still lives. */
export async function sessionHolder(
  { sessions, keys, wall }: SessionPorts,
  token: string,
): Promise<KeyHolder | undefined> {
  const session = await sessions.find(sha256(token), wall());
  if (session === undefined) return undefined;
  if (session.keyHash === undefined) return { name: session.name, scopes: session.scopes };
  return keys.find(session.keyHash);
}

/**
 * Signs somebody in: always by a token of its own, so that one which was there before, perhaps planted, opens nothing.
 *
 * @returns the new token
 */
export async function signIn(
  { sessions, wall }: SessionPorts,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Omit<Session, "expiresAt">,
): Promise<string> {
  const before = tokenOf(request);
  if (before !== undefined) await sessions.close(sha256(before));
  const token = randomBytes(32).toString("base64url");
  await sessions.open(sha256(token), { ...session, expiresAt: wall() + HOURS_12 }, wall());
  reply.setCookie(COOKIE, token, { ...cookieFor(request), maxAge: HOURS_12 / 1000 });
  return token;
}

export async function signOut(
  { sessions }: SessionPorts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const token = tokenOf(request);
  if (token !== undefined) await sessions.close(sha256(token));
  reply.clearCookie(COOKIE, cookieFor(request));
}

/** Scripts cannot read it, other sites cannot send it, and where there is TLS it goes nowhere without. */
const cookieFor = (request: FastifyRequest) =>
  ({ path: "/", httpOnly: true, sameSite: "strict", secure: request.protocol === "https" }) as const;

/**
 * Refuses a change that the page did not ask for itself.
 *
 * @throws Problem
 */
export function requireOwnPage(request: FastifyRequest, token: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  requireSameOrigin(request);
  const sent = Buffer.from(String(request.headers[CSRF_HEADER] ?? ""));
  const expected = Buffer.from(csrfOf(token));
  if (sent.length === expected.length && timingSafeEqual(sent, expected)) return;
  throw new Problem(
    403,
    `A change from the console needs its token in the header ${CSRF_HEADER}. Load the page again.`,
  );
}

/**
 * Refuses what a browser says that another site asked for.
 *
 * @throws Problem
 */
export function requireSameOrigin(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw new Problem(403, "Only the console's own page may ask for this.");
}
