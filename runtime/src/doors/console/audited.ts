import type { FastifyInstance, FastifyRequest } from "fastify";
import { askerOf } from "../authorize.ts";
import type { DoorGroup } from "../scopes.ts";
import type { ConsolePorts } from "./console-doors.ts";

/** Notes every change that somebody makes: before it is made, and then what came of it. */
export function auditChanges(
  app: FastifyInstance,
  { audit, sessions }: Pick<ConsolePorts, "audit" | "sessions">,
): void {
  const begun = new WeakMap<FastifyRequest, number>();
  app.addHook("preHandler", async (request) => {
    const asker = askerOf(request);
    if (asker === undefined || !changesSomething(request)) return;
    if (!asker.bySession && isFed(request)) return;
    const { name: who, prefix: key } = asker;
    const via = asker.bySession ? "console" : "doors";
    const what = `${request.method} ${request.routeOptions.url ?? ""}`;
    const about = (await request.routeOptions.config.about?.(request)) ?? aboutOf(request);
    const change = { who, key, via, what, ...about } as const;
    begun.set(request, await audit.begin(change, sessions.wall()));
  });
  app.addHook("onSend", async (request, reply) => {
    const id = begun.get(request);
    if (id !== undefined) await audit.end(id, reply.statusCode);
  });
}

/** What is only looked at, tried or drawn up changes nothing; whether it is, its door says, and not the request alone. */
function changesSomething(request: FastifyRequest): boolean {
  const { changesNothing = false } = request.routeOptions.config;
  if (request.method === "GET" || request.method === "HEAD") return false;
  return !(typeof changesNothing === "function" ? changesNothing(request) : changesNothing);
}

/** What shops and other systems send in all day long; erasing a person is none of it, nor what its door says is none. */
const FEEDS: readonly DoorGroup[] = ["contacts", "orders", "carts", "stock", "events", "coupons"];

function isFed({ method, routeOptions: { schema, config } }: FastifyRequest): boolean {
  if (method === "DELETE" || config.isDeed === true) return false;
  return FEEDS.some((group) => schema?.tags?.[0] === group);
}

/** What a change is about: names of the project and ids, never what stands in fields or messages. */
export interface About {
  readonly subject?: string;
  readonly contact?: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** It is asked for as a change is, and changes nothing. */
    readonly changesNothing?: true | ((request: FastifyRequest) => boolean);
    /** Somebody means it each time, though other systems feed the doors of its group. */
    readonly isDeed?: true;
    /** Where the request itself does not say it. */
    readonly about?: (request: FastifyRequest) => Promise<About>;
  }
}

function aboutOf(request: FastifyRequest): About {
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
