import type { FastifyInstance } from "fastify";
import { isDocument, type Raw } from "../imports/shapes/reading.ts";
import { unstorable } from "../imports/shapes/storable.ts";
import type { Limits } from "./ports.ts";
import { Problem } from "./problem.ts";

export const NDJSON = "application/x-ndjson";

/** A line of a batch, from 1; blank ones are left out. */
export type BatchLine = { readonly line: number } & ({ readonly raw: Raw } | { readonly reason: string });

/** A body of NDJSON. */
export class Batch {
  readonly lines: readonly BatchLine[];

  constructor(lines: readonly BatchLine[]) {
    this.lines = lines;
  }
}

/** Teaches the doors to read NDJSON. */
export function readNdjson(app: FastifyInstance, limits: Limits): void {
  app.addContentTypeParser(
    NDJSON,
    { parseAs: "string", bodyLimit: limits.batch },
    async (_request: unknown, body: string) => {
      const lines = body.split("\n").flatMap(lineOf);
      if (lines.length <= limits.lines) return new Batch(lines);
      throw new Problem(413, `A batch has at most ${limits.lines} lines, this one has ${lines.length}.`);
    },
  );
}

function lineOf(text: string, index: number): BatchLine[] {
  if (text.trim() === "") return [];
  const line = index + 1;
  try {
    const raw: unknown = JSON.parse(text);
    const reason = unstorable(raw);
    if (reason !== undefined) return [{ line, reason }];
    return [isDocument(raw) ? { line, raw } : { line, reason: "each line must be one JSON object" }];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ line, reason: `this line is not JSON: ${error.message}` }];
  }
}
