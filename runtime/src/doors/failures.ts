import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseTrouble } from "../store/transact.ts";
import { PROBLEM_TYPE, Problem, problemDocument } from "./problem.ts";

const AWAY =
  "The database cannot be asked just now. Send the same again in a moment: what was taken in already changes nothing.";

/** Turns every failure, our own, Fastify's and the unexpected, into a problem document. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError | Problem, request, reply) => {
    const problem = error instanceof Problem ? error : fromFastify(error);
    if (problem) return answer(reply, problem);
    // The address may hold an e-mail: only the route is logged.
    const route = request.routeOptions.url;
    if (isDatabaseTrouble(error)) {
      request.log.warn({ err: error, route }, "a request failed, since the database could not be asked");
      return answer(reply, new Problem(503, AWAY, { "retry-after": "1" }));
    }
    request.log.error({ err: error, route }, "a request failed");
    return answer(
      reply,
      new Problem(500, "Something went wrong on our side. The request can be sent again."),
    );
  });
  app.setNotFoundHandler(async (request: FastifyRequest, reply) => {
    const detail = `There is no door ${request.method} ${request.url.split("?")[0]}. The doors stand in /openapi.json.`;
    return answer(reply, new Problem(404, detail));
  });
}

/** What the router refuses before any door is found: an address that is too long, or none. */
export function answerRouter(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const isLong = error.code === "FST_ERR_MAX_PARAM_LENGTH";
  const detail = isLong ? "The address is too long." : "The address cannot be read; encode what is in it.";
  answer(reply, new Problem(isLong ? 414 : 400, detail));
}

function answer(reply: FastifyReply, { statusCode, message, headers }: Problem) {
  // Whoever is refused before the body is here does not go on holding the connection.
  if (!reply.request.raw.complete) reply.header("connection", "close");
  return reply
    .code(statusCode)
    .headers(headers)
    .type(PROBLEM_TYPE)
    .send(problemDocument(statusCode, message));
}

/** A letter for what Fastify refuses by itself; `undefined` for what nobody foresaw. */
function fromFastify(error: FastifyError): Problem | undefined {
  if (error.validation) return new Problem(400, refusedBySchema(error));
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new Problem(
        413,
        "The request is too long. Send it in several parts, as batches of NDJSON lines.",
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new Problem(
        415,
        "Send one JSON document with the content type application/json, or lines of them with application/x-ndjson.",
      );
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new Problem(400, "The request has no body. Send one JSON document.");
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return new Problem(400, "The body is not JSON.");
    default: {
      const status = error.statusCode ?? 500;
      return status >= 400 && status < 500 ? new Problem(status, error.message) : undefined;
    }
  }
}

/** `body: "total" must be string` */
function refusedBySchema({ validation, validationContext }: FastifyError): string {
  const problems = (validation ?? []).map(({ instancePath, message, params }) => {
    const place = instancePath.split("/").slice(1).join(".");
    const allowed = Array.isArray(params.allowedValues) ? ` (${params.allowedValues.join(", ")})` : "";
    return `${place === "" ? `the ${validationContext}` : `"${place}"`} ${message}${allowed}`;
  });
  return problems.join("; ");
}
