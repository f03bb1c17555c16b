import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hashOfKey, type KeyHolder } from "../keys.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { Scope } from "../scopes.ts";
import type { ConsolePorts } from "./console-doors.ts";
import {
  csrfOf,
  requireOwnPage,
  requireSameOrigin,
  sessionHolder,
  signIn,
  signOut,
  tokenOf,
} from "./session.ts";

const LOGIN = {
  type: "object",
  required: ["key"],
  additionalProperties: false,
  properties: { key: { type: "string", minLength: 1, maxLength: 200 } },
} as const;

/** What the page is told of whoever is signed in. */
export interface SessionView {
  readonly name: string;
  /** `operate` may change something. */
  readonly role: "read" | "operate";
  readonly scopes: readonly Scope[];
  /** Goes with each change, in the header `x-csrf-token`. */
  readonly csrf: string;
}

/** `/console/api/session`, `/login` and `/logout`. */
export function loginDoors(
  app: FastifyInstance,
  { keys, project }: DoorPorts,
  { sessions, audit, provider }: ConsolePorts,
  refuseGuess: (request: FastifyRequest) => Promise<void>,
): void {
  const schema = { hide: true } as const;
  app.get("/session", { schema }, async (request, reply) => {
    const token = tokenOf(request);
    const holder = token === undefined ? undefined : await sessionHolder(sessions, token);
    return fresh(reply).send(
      answer(token === undefined || holder === undefined ? null : viewOf(holder, token)),
    );
  });
  app.post<{ Body: { readonly key: string } }>(
    "/login",
    { schema: { ...schema, body: LOGIN } },
    async (request, reply) => {
      requireSameOrigin(request);
      const keyHash = hashOfKey(request.body.key.trim());
      const holder = await keys.find(keyHash);
      if (holder === undefined) {
        await refuseGuess(request);
        throw new Problem(401, "The key is not known here; it may have been revoked.");
      }
      const { name, scopes } = holder;
      const token = await signIn(sessions, request, reply, { name, scopes, keyHash });
      await noted("sign in", holder);
      return fresh(reply).send(answer(viewOf(holder, token)));
    },
  );
  app.post("/logout", { schema }, async (request, reply) => {
    const token = tokenOf(request);
    const holder = token === undefined ? undefined : await sessionHolder(sessions, token);
    if (token !== undefined && holder !== undefined) {
      requireOwnPage(request, token);
      await noted("sign out", holder);
    }
    await signOut(sessions, request, reply);
    return fresh(reply).send(answer(null));
  });

  function answer(session: SessionView | null) {
    return { project: project().name, provider: provider?.name ?? null, session };
  }
  async function noted(what: string, { name: who, prefix: key }: KeyHolder): Promise<void> {
    await audit.end(await audit.begin({ who, key, via: "console", what }, sessions.wall()), 200);
  }
}

const fresh = (reply: FastifyReply): FastifyReply => reply.header("cache-control", "no-store");

function viewOf({ name, scopes }: KeyHolder, token: string): SessionView {
  const mayChange = scopes.some((scope) => scope.startsWith("write"));
  return { name, role: mayChange ? "operate" : "read", scopes, csrf: csrfOf(token) };
}
