import type { FastifyInstance, FastifyRequest } from "fastify";
import { sessionNameOf } from "../authorize.ts";
import type { ConsolePorts } from "./console-doors.ts";

/** Notes every change that is asked for by a session: before it is made, and then what came of it. */
export function auditChanges(
  app: FastifyInstance,
  { audit, sessions }: Pick<ConsolePorts, "audit" | "sessions">,
): void {
  const begun = new WeakMap<FastifyRequest, number>();
  app.addHook("preHandler", async (request) => {
    const who = sessionNameOf(request);
    if (who === undefined || request.method === "GET" || request.method === "HEAD") return;
    const what = `${request.method} ${request.routeOptions.url ?? ""}`;
    begun.set(request, await audit.begin({ who, what, ...subjectOf(request) }, sessions.wall()));
  });
  app.addHook("onSend", async (request, reply) => {
    const id = begun.get(request);
    if (id !== undefined) await audit.end(id, reply.statusCode);
  });
}

/** What a change is about: names of the project and ids, never what stands in fields or messages. */
function subjectOf(request: FastifyRequest): { readonly subject?: string; readonly contact?: string } {
  const { name, id } = request.params as { readonly name?: string; readonly id?: string };
  const body = (request.body ?? {}) as { readonly [member: string]: unknown };
  const isPerson = request.routeOptions.url?.includes("/contacts/:id") === true;
  const subject =
    name ?? (isPerson ? undefined : id) ?? textOf(body.message) ?? textOf(body.run) ?? textOf(body.journey);
  const contact = isPerson ? id : textOf(body.contact);
  return { ...(subject !== undefined && { subject }), ...(contact !== undefined && { contact }) };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const PAGE = 100;

/** `GET /console/api/audit`: who changed what, the latest first. */
export function auditDoor(app: FastifyInstance, { audit }: Pick<ConsolePorts, "audit">): void {
  app.get<{ Querystring: { readonly before?: string } }>(
    "/audit",
    {
      schema: {
        hide: true,
        tags: ["operation"],
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: { before: { type: "string", pattern: "^[0-9]{1,15}$" } },
        },
      },
    },
    async ({ query: { before } }) => ({
      entries: await audit.list(before === undefined ? undefined : Number(before), PAGE),
    }),
  );
}
