import { STATUS_CODES } from "node:http";

/** What a door answers instead of what was asked: a problem document (RFC 9457) in the end. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a letter to the sender: what is wrong, and what to send instead */
  constructor(statusCode: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.headers = headers;
  }
}

export interface ProblemDocument {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export const PROBLEM_TYPE = "application/problem+json";

export function problemDocument(status: number, detail: string): ProblemDocument {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail };
}

/** In OpenAPI. */
export const PROBLEM_SCHEMA = {
  type: "object",
  description: "What is wrong, and what to send instead (RFC 9457).",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
  },
} as const;
