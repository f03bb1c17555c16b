import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBoard } from "../../../runtime/src/loyalty/board.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import { compiled } from "../../compiler/lower/compiled.ts";
import { openShop, PROJECT, type Shop } from "./open-shop.ts";
import { anything, mostly, type Schema, text } from "./schema-arbitrary.ts";

/** Requests for each door; more with `TRAJET_FUZZ`. */
const RUNS = Number(process.env.TRAJET_FUZZ ?? 25);
const SEED = Number(process.env.TRAJET_SEED ?? Date.now() % 1_000_000);

interface Content {
  readonly [type: string]: { readonly schema: Schema };
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: { readonly [status: string]: { readonly content?: Content } };
}

const { project } = compiled({
  "shop.journey": `audience Newsletter { field firstName: text?  tags "vip" }
email News(topic: text?) for Newsletter { from "a@shop.example"  subject "N"  body "{{topic}}" }
journey WelcomeSeries for Newsletter { start when contact signs up  start manually  delay 1 day  tag "vip" }
`,
});

let store: Store;
let shop: Shop;
const described = (await (await openShop()).app.inject("/openapi.json")).json();
const operations = Object.entries(
  described.paths as { [path: string]: { [method: string]: Operation } },
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

beforeAll(async () => {
  const current = { ...PROJECT, journeys: project.journeys, messages: project.messages ?? [] };
  store = await openStore({ project: () => current });
  await store.deploy(current);
  await store.gateway.setStatus("WelcomeSeries", "active");
  shop = await openShop({
    gateway: store.gateway,
    project: () => current,
    loyalty: createBoard({ db: store.db, gateway: store.gateway, project: () => current }),
    limits: { perMinute: 1_000_000 },
  });
  await shop.post("/v1/contacts", { id: "ada", email: "ada@example.com", points: 3 });
});
afterAll(async () => {
  await shop.app.close();
  await store.close();
});

const ajv = new Ajv2020({ strict: false });

/** As schemathesis does with the served description: whatever is sent, no failure of ours, and no answer but the described. */
describe.each(operations)("$method $path", ({ path, method, operation }) => {
  test("fails never, and answers as it is described", async () => {
    await fc.assert(
      fc.asyncProperty(requests(path, method, operation), async (request) => {
        const answer = await shop.ask(request);
        const context = `${JSON.stringify(request)} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
        expect(answer.statusCode, context).toBeLessThan(500);
        const described = operation.responses[answer.statusCode];
        expect(described, `${answer.statusCode} is described: ${context}`).toBeDefined();
        const content = described?.content;
        if (content === undefined) expect(answer.body, context).toBe("");
        const [type = ""] = String(answer.headers["content-type"]).split(";");
        if (!type.includes("json")) return;
        const [schema] = Object.values(content ?? {});
        expect(ajv.validate(schema?.schema ?? false, answer.json()), `${ajv.errorsText()}: ${context}`).toBe(
          true,
        );
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 120_000);
});

function requests(path: string, method: string, operation: Operation): fc.Arbitrary<InjectOptions> {
  const parameters = operation.parameters ?? [];
  const of = (where: string) => parameters.filter((one) => one.in === where);
  const inPath = fc.record(Object.fromEntries(of("path").map(({ name }) => [name, pathPart])));
  const inQuery = fc.record(
    Object.fromEntries(of("query").map(({ name, schema }) => [name, mostly(schema).map(asText)])),
    { requiredKeys: [] },
  );
  return fc.tuple(inPath, inQuery, bodies(operation)).map(([parts, query, body]) => {
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(wellFormed(parts[name] ?? "")));
    const search = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(wellFormed(String(value)))}`,
    );
    return {
      method: method.toUpperCase() as "GET",
      url: search.length === 0 ? url : `${url}?${search.join("&")}`,
      ...body,
    };
  });
}

const pathPart = fc.oneof(fc.constantFrom("ada", "WelcomeSeries", "TopSpenders", "News"), text).map((one) =>
  // An empty part is another path.
  one === "" || one === "." || one === ".." ? "x" : one,
);

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** An address holds no lone surrogates. */
const wellFormed = (one: string): string => one.toWellFormed();

function bodies({ requestBody }: Operation): fc.Arbitrary<Pick<InjectOptions, "payload" | "headers">> {
  const content = Object.entries(requestBody?.content ?? {});
  if (content.length === 0) return fc.constant({});
  return fc.oneof(
    ...content.map(([type, { schema }]) => {
      const document = type.includes("ndjson")
        ? lines(content)
        : mostly(schema).map((one) => JSON.stringify(one));
      return document.map((payload) => ({ payload, headers: { "content-type": type } }));
    }),
    fc.constantFrom("", "{", "null", "[]", '{"__proto__":{"x":1}}', '"\\ud800"').map((payload) => ({
      payload,
      headers: { "content-type": "application/json" },
    })),
  );
}

function lines(content: readonly (readonly [string, { readonly schema: Schema }])[]): fc.Arbitrary<string> {
  const [, one] = content.find(([type]) => type === "application/json") ?? [];
  const line = one === undefined ? anything : mostly(one.schema);
  return fc
    .array(line, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((each) => JSON.stringify(each)).join("\n"));
}
