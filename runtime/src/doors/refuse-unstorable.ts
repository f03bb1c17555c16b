import type { FastifyInstance } from "fastify";
import { isStorable, UNSTORABLE } from "../imports/shapes/storable.ts";
import { Batch } from "./ndjson.ts";
import { Problem } from "./problem.ts";

/** Refuses requests that have, anywhere in them, what no database keeps. A batch answers for each of its lines. */
export function refuseUnstorable(app: FastifyInstance): void {
  app.addHook("preValidation", async ({ params, query, body }) => {
    if (isStorable(params) && isStorable(query) && (body instanceof Batch || isStorable(body))) return;
    throw new Problem(400, `The request cannot be taken: ${UNSTORABLE}.`);
  });
}
