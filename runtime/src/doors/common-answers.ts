import type { FastifyInstance } from "fastify";
import { scopeOf } from "./authorize.ts";
import { PROBLEM_SCHEMA } from "./problem.ts";

/** What every door with a key may answer, whatever it serves. */
const REFUSALS = {
  400: PROBLEM_SCHEMA,
  401: PROBLEM_SCHEMA,
  403: PROBLEM_SCHEMA,
  414: PROBLEM_SCHEMA,
  429: PROBLEM_SCHEMA,
  503: PROBLEM_SCHEMA,
} as const;

/** And those that take a body. */
const REFUSALS_OF_BODIES = { 408: PROBLEM_SCHEMA, 413: PROBLEM_SCHEMA, 415: PROBLEM_SCHEMA } as const;

/** Describes these for all doors of `app`, and the scope that a key needs for each. */
export function commonAnswers(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const { schema } = route;
    if (schema === undefined) return;
    const [method = "GET"] = [route.method].flat();
    const refusals = method === "GET" ? REFUSALS : { ...REFUSALS, ...REFUSALS_OF_BODIES };
    const scope = scopeOf(method, schema.tags);
    const description = [schema.description, `Needs a key with ${scope}.`].filter(Boolean).join(" ");
    Object.assign(schema, {
      description,
      response: { ...refusals, ...(schema.response as object | undefined) },
    });
  });
}
