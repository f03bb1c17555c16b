import type { FastifyInstance } from "fastify";
import { unstorable } from "../imports/shapes/storable.ts";
import { Batch } from "./ndjson.ts";
import { Problem } from "./problem.ts";

/** Refuses requests that have, anywhere in them, what no database keeps. A batch answers for each of its lines. */
export function refuseUnstorable(app: FastifyInstance): void {
  app.addHook("preValidation", async ({ params, query, body }) => {
    const problem =
      unstorable(params) ?? unstorable(query) ?? (body instanceof Batch ? undefined : unstorable(body));
    if (problem !== undefined) throw new Problem(400, `The request cannot be taken: ${problem}.`);
  });
}
