import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { DOORS } from "../../../runtime/src/doors/scopes.ts";
import { openShop } from "./open-shop.ts";

interface Operation {
  readonly security?: readonly object[];
  readonly responses: {
    readonly [status: string]: { readonly content?: { readonly [type: string]: { schema: object } } };
  };
}
type Paths = { readonly [path: string]: { readonly [method: string]: Operation } };

const shop = await openShop();
const document = (await shop.app.inject("/openapi.json")).json();
const paths: Paths = document.paths;

test("names every door of the contract, and which ones need no key", () => {
  const doors = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(doors.toSorted()).toEqual([
    "DELETE /v1/contacts/{id}",
    "DELETE /v1/loyalty-sendings/{id}",
    "GET /livez",
    "GET /metrics",
    "GET /readyz",
    "GET /v1/contacts/{id}",
    "GET /v1/contacts/{id}/export",
    "GET /v1/contacts/{id}/timeline",
    "GET /v1/coupons",
    "GET /v1/dead-letters",
    "GET /v1/doctor",
    "GET /v1/journeys",
    "GET /v1/journeys/{name}",
    "GET /v1/journeys/{name}/held",
    "GET /v1/journeys/{name}/map",
    "GET /v1/loyalty",
    "GET /v1/loyalty-explained",
    "GET /v1/loyalty/{name}",
    "GET /v1/loyalty/{name}/explain",
    "GET /v1/rollups",
    "GET /v1/segments/{name}",
    "GET /v1/stuck",
    "POST /hooks/store/{store}",
    "POST /v1/carts",
    "POST /v1/contacts",
    "POST /v1/contacts/{id}/merge",
    "POST /v1/coupons",
    "POST /v1/dead-letters/discard",
    "POST /v1/dead-letters/replay",
    "POST /v1/events",
    "POST /v1/journeys/{name}/activate",
    "POST /v1/journeys/{name}/archive",
    "POST /v1/journeys/{name}/pause",
    "POST /v1/journeys/{name}/resume",
    "POST /v1/journeys/{name}/start",
    "POST /v1/loyalty-sendings",
    "POST /v1/loyalty-sendings/{id}/continue",
    "POST /v1/loyalty-sendings/{id}/try",
    "POST /v1/messages",
    "POST /v1/orders",
    "POST /v1/rollups/rebuild",
    "POST /v1/stock",
    "POST /v1/stuck/retry",
    "POST /v1/texts",
    "PUT /v1/contacts/{id}",
  ]);
  expect(document.security).toEqual([{ key: [] }]);
  expect(paths["/livez"]?.get?.security).toEqual([]);
  expect(paths["/hooks/store/{store}"]?.post?.security).toEqual([]);
  expect(paths["/v1/orders"]?.post?.security).toBeUndefined();
});

test("every door with a key is of a group that a scope can name", () => {
  const groups = Object.entries(
    document.paths as { [path: string]: { [method: string]: { tags?: string[] } } },
  )
    .filter(([path]) => path.startsWith("/v1/"))
    .flatMap(([, methods]) => Object.values(methods).map(({ tags }) => tags?.[0]));
  expect([...new Set(groups)].filter((group) => !DOORS.some((door) => door === group))).toEqual([]);
});

const ajv = new Ajv2020({ strict: false });

test.each([
  ["GET", "/v1/coupons", "/v1/coupons", undefined],
  ["GET", "/v1/stuck", "/v1/stuck", undefined],
  ["POST", "/v1/stuck/retry", "/v1/stuck/retry", {}],
  ["GET", "/v1/dead-letters", "/v1/dead-letters", undefined],
  ["POST", "/v1/dead-letters/replay", "/v1/dead-letters/replay", {}],
  ["POST", "/v1/dead-letters/discard", "/v1/dead-letters/discard", { ids: [1], because: "a test" }],
  ["GET", "/v1/contacts/ada", "/v1/contacts/{id}", undefined],
  ["GET", "/v1/contacts/ada/timeline", "/v1/contacts/{id}/timeline", undefined],
  ["GET", "/v1/contacts/ben", "/v1/contacts/{id}", undefined],
  ["GET", "/v1/contacts/ada/export", "/v1/contacts/{id}/export", undefined],
  ["GET", "/v1/contacts/ben/export", "/v1/contacts/{id}/export", undefined],
  ["DELETE", "/v1/contacts/ada", "/v1/contacts/{id}", undefined],
  ["DELETE", "/v1/contacts/ben", "/v1/contacts/{id}", undefined],
  ["PUT", "/v1/contacts/ada", "/v1/contacts/{id}", { firstName: "Ada" }],
  ["POST", "/v1/contacts/bea/merge", "/v1/contacts/{id}/merge", { into: "ada" }],
  ["POST", "/v1/contacts/nobody/merge", "/v1/contacts/{id}/merge", { into: "ada" }],
  ["POST", "/v1/contacts", "/v1/contacts", { frstName: "Ada" }],
  ["POST", "/v1/contacts", "/v1/contacts", '{"id":"a"}\n{}'],
  ["GET", "/v1/journeys", "/v1/journeys", undefined],
  ["GET", "/v1/journeys/WelcomeSeries", "/v1/journeys/{name}", undefined],
  ["POST", "/v1/journeys/WelcomeSeries/pause", "/v1/journeys/{name}/pause", undefined],
  ["POST", "/v1/journeys/WelcomeSeries/archive", "/v1/journeys/{name}/archive", undefined],
  ["GET", "/v1/loyalty/TopSpenders", "/v1/loyalty/{name}", undefined],
  ["GET", "/v1/loyalty?by=orders&store=Boutique&over=all%20time", "/v1/loyalty", undefined],
  ["GET", "/v1/loyalty?by=orders", "/v1/loyalty", undefined],
  ["GET", "/v1/loyalty/TopSpenders/explain", "/v1/loyalty/{name}/explain", undefined],
  ["GET", "/v1/rollups", "/v1/rollups", undefined],
  ["POST", "/v1/loyalty-sendings/x/continue", "/v1/loyalty-sendings/{id}/continue", {}],
  ["GET", "/v1/doctor", "/v1/doctor", undefined],
  ["POST", "/hooks/store/Boutique", "/hooks/store/{store}", {}],
  ["GET", "/livez", "/livez", undefined],
] as const)("%s %s answers as it is described", async (method, url, path, payload) => {
  const isBatch = typeof payload === "string";
  const answer = await shop.ask({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    ...(isBatch ? { headers: { "content-type": "application/x-ndjson" } } : {}),
  });
  const described = paths[path]?.[method.toLowerCase()]?.responses[answer.statusCode]?.content;
  const [schema] = Object.values(described ?? {});
  if (!schema) throw new Error(`status ${answer.statusCode} of ${path} is not described`);
  expect(ajv.validate(schema.schema, answer.json()), ajv.errorsText()).toBe(true);
});
