import type { FastifyInstance } from "fastify";

/**
 * Teaches the doors to read JSON, as Fastify does, but for an empty body: clients name the content type of every request, and
 * a door that asks for no body needs none.
 */
export function readJson(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "" && request.routeOptions.schema?.body === undefined) done(null, undefined);
    else read(request, body, done);
  });
}
