import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as client from "openid-client";
import type { SendHttp } from "../../outgoing/http.ts";
import { escaped, pageOf, sendPage } from "../page.ts";
import { Problem } from "../problem.ts";
import { ALL_SCOPES, type Scope } from "../scopes.ts";
import type { ConsolePorts } from "./console-doors.ts";
import { fetchBy } from "./fetch-by.ts";
import { signIn } from "./session.ts";

/** A provider of identities, and which of its groups may do what. */
export interface IdentityProvider {
  readonly issuer: string;
  /** What people call it. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** The claim with the groups of a person. */
  readonly groupsClaim: string;
  readonly roles: { readonly read?: readonly string[]; readonly operate?: readonly string[] };
  /** Of the doors, for the world; that of the request where it is not known. */
  readonly url?: string | undefined;
  readonly http: SendHttp;
}

const COOKIE = "trajet_sign_in";
const PATH = "/console/api/oidc";
const MINUTES_10 = 10 * 60;

/** Signing in by OpenID Connect: the code flow, with PKCE, state and nonce. */
export function oidcDoors(
  app: FastifyInstance,
  provider: IdentityProvider,
  { sessions, audit }: Pick<ConsolePorts, "sessions" | "audit">,
): void {
  const known = settingsOf(provider);
  app.get("/oidc/start", { schema: { hide: true } }, async (request, reply) => {
    const [state, nonce, verifier] = [
      client.randomState(),
      client.randomNonce(),
      client.randomPKCECodeVerifier(),
    ];
    const address = client.buildAuthorizationUrl(await known(), {
      redirect_uri: callbackOf(provider, request),
      scope: provider.scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    // Lax: the provider's page leads back here, and its answer is worth nothing without what is in it.
    reply.setCookie(COOKIE, [state, nonce, verifier].join("."), {
      path: PATH,
      httpOnly: true,
      sameSite: "lax",
      secure: request.protocol === "https",
      maxAge: MINUTES_10,
    });
    return reply.header("cache-control", "no-store").redirect(address.href, 303);
  });
  // Whoever comes from the provider is a person: a letter to them is a page.
  const errorHandler = (error: Error, _: FastifyRequest, reply: FastifyReply) => {
    if (!(error instanceof Problem)) throw error;
    return sendPage(reply, error.statusCode, refusalPage(error.message));
  };
  app.get("/oidc/callback", { schema: { hide: true }, errorHandler }, async (request, reply) => {
    const claims = await claimsOf(await known(), provider, request);
    const scopes = scopesOf(provider, claims);
    const name = nameOf(claims);
    if (scopes.length === 0) {
      throw new Problem(
        403,
        `${name} is in no group that may see the console. Ask whoever runs this project.`,
      );
    }
    reply.clearCookie(COOKIE, { path: PATH });
    await signIn(sessions, request, reply, { name, scopes });
    await audit.end(await audit.begin({ who: name, via: "console", what: "sign in" }, sessions.wall()), 200);
    return reply.header("cache-control", "no-store").redirect("/console/", 303);
  });
}

const refusalPage = (why: string): string =>
  pageOf({
    lang: "en",
    title: "You are not signed in",
    content: `<p>${escaped(why)}</p><p><a href="/console/">To the console</a></p>`,
  });

/** What the provider says of itself: asked once, and again where that failed. */
function settingsOf(provider: IdentityProvider): () => Promise<client.Configuration> {
  let asked: Promise<client.Configuration> | undefined;
  return async () => {
    asked ??= discover(provider);
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw new Problem(502, `${provider.name} cannot be asked who you are: ${(error as Error).message}.`);
    }
  };
}

async function discover({ issuer, clientId, clientSecret, http }: IdentityProvider) {
  const url = new URL(issuer);
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return client.discovery(url, clientId, clientSecret, undefined, {
    [client.customFetch]: fetchBy(http),
    ...(isHere && { execute: [client.allowInsecureRequests] }),
  });
}

const callbackOf = ({ url }: IdentityProvider, request: FastifyRequest): string =>
  new URL(`${PATH}/callback`, url ?? `${request.protocol}://${request.host}/`).href;

async function claimsOf(
  settings: client.Configuration,
  provider: IdentityProvider,
  request: FastifyRequest,
): Promise<client.IDToken> {
  const [state = "", nonce = "", verifier = ""] = (request.cookies[COOKIE] ?? "").split(".");
  const again = "Begin again on the console's page.";
  if (state === "") throw new Problem(400, `Nobody began to sign in here, or too long ago. ${again}`);
  const current = new URL(callbackOf(provider, request));
  current.search = new URL(request.url, current).search;
  try {
    const tokens = await client.authorizationCodeGrant(settings, current, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims !== undefined) return claims;
  } catch (error) {
    request.log.warn(error, "an answer of the provider of identities was refused");
  }
  throw new Problem(403, `What ${provider.name} answered cannot be relied on. ${again}`);
}

function scopesOf({ roles, groupsClaim }: IdentityProvider, claims: client.IDToken): readonly Scope[] {
  const said = claims[groupsClaim];
  const groups: readonly unknown[] = Array.isArray(said) ? said : [said];
  const isIn = (some: readonly string[] = []) => some.some((group) => groups.includes(group));
  if (isIn(roles.operate)) return ALL_SCOPES;
  return isIn(roles.read) ? ["read"] : [];
}

function nameOf({ email, preferred_username, sub }: client.IDToken): string {
  return [email, preferred_username, sub].find((one): one is string => typeof one === "string") ?? sub;
}
