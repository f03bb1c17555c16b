import type { FastifyReply, FastifyRequest } from "fastify";
import type { Circumstances } from "../imports/entry.ts";
import { isDocument, type Raw } from "../imports/shapes/reading.ts";
import type { PutResult, StockResult } from "../store/gateway.ts";
import { type DoorKind, readDoorEntry } from "./door-entry.ts";
import { Batch } from "./ndjson.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

export interface LineResult {
  readonly line: number;
  readonly status: PutResult["result"];
  readonly reason?: string;
}

/**
 * Takes in the one document of a request, or each line of its batch; what is wrong is not written, and kept as a dead
 * letter. `?imported=true` is for what is loaded from a file, and keeps none.
 */
export async function takeIn(ports: DoorPorts, kind: DoorKind, request: FastifyRequest, reply: FastifyReply) {
  const { imported } = request.query as { readonly imported?: string };
  const circumstances = { imported: imported === "true", now: await ports.gateway.now() };
  if (!(request.body instanceof Batch)) {
    return takeDocument(ports, kind, documentOf(request.body), circumstances);
  }
  const results: LineResult[] = [];
  for (const one of request.body.lines) {
    const result = "reason" in one ? refused(one.reason) : await takeOne(ports, kind, one.raw, circumstances);
    results.push({
      line: one.line,
      status: result.result,
      ...(result.result === "rejected" ? { reason: result.reason } : {}),
    });
  }
  return reply.code(202).send({ results });
}

/** Takes in one document; what is wrong with it is the problem answered. */
export async function takeDocument(ports: DoorPorts, kind: DoorKind, raw: Raw, circumstances: Circumstances) {
  const result = await takeOne(ports, kind, raw, circumstances);
  if (result.result === "rejected") throw new Problem(422, result.reason);
  return result;
}

/** Takes in one document; what is wrong with it is kept as a dead letter. */
export async function takeOne(
  ports: DoorPorts,
  kind: DoorKind,
  raw: Raw,
  circumstances: Circumstances,
): Promise<PutResult | StockResult> {
  const project = ports.project();
  const reading = readDoorEntry(kind, project, raw, { form: "json", zone: project.timezone }, circumstances);
  const result = "reason" in reading ? refused(reading.reason) : await reading.value(ports.gateway);
  // An import has its file, and writes the rejected lines where it is told.
  if (result.result === "rejected" && !circumstances.imported) {
    await ports.gateway.keepLetter({ kind, body: raw, reason: result.reason });
  }
  return result;
}

const refused = (reason: string): StockResult => ({ result: "rejected", reason });

export function documentOf(body: unknown): Raw {
  if (isDocument(body)) return body;
  throw new Problem(400, "The body must be one JSON object.");
}

/** Of the doors that take in what an import may have read. */
export const IMPORTED = {
  type: "object",
  properties: {
    imported: {
      enum: ["true", "false"],
      description:
        "True for what is loaded from a file: contacts do not sign up, and what is wrong is kept by nobody.",
    },
  },
} as const;

const WRITTEN_SCHEMA = {
  type: "object",
  description: "Written, or unchanged where all of it was there before.",
  required: ["result", "contact"],
  properties: { result: { enum: ["written", "unchanged"] }, contact: { type: "string" } },
} as const;

const BATCH_SCHEMA = {
  type: "object",
  description: "What came of each line of a batch.",
  required: ["results"],
  properties: {
    results: {
      type: "array",
      items: {
        type: "object",
        required: ["line", "status"],
        properties: {
          line: { type: "integer", minimum: 1 },
          status: { enum: ["written", "unchanged", "rejected"] },
          reason: { type: "string" },
        },
      },
    },
  },
} as const;

export const REFUSALS = {
  400: PROBLEM_SCHEMA,
  401: PROBLEM_SCHEMA,
  413: PROBLEM_SCHEMA,
  415: PROBLEM_SCHEMA,
  422: PROBLEM_SCHEMA,
  429: PROBLEM_SCHEMA,
} as const;
export const DOCUMENT_ANSWERS = { 200: WRITTEN_SCHEMA, ...REFUSALS } as const;
export const TAKE_IN_ANSWERS = { 200: WRITTEN_SCHEMA, 202: BATCH_SCHEMA, ...REFUSALS } as const;
/** The same of what concerns no one contact. */
export const TAKE_IN_ANSWERS_OF_NOBODY = {
  ...TAKE_IN_ANSWERS,
  200: { ...WRITTEN_SCHEMA, required: ["result"], properties: { result: WRITTEN_SCHEMA.properties.result } },
} as const;

/** A body that is one document, or a batch of them. */
export function oneOrBatch(schema: object) {
  return {
    content: {
      "application/json": { schema },
      "application/x-ndjson": {
        schema: { description: "One document a line; what is wrong on one line costs that line." },
      },
    },
  };
}
