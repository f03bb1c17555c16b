import type { HttpHeaders } from "./http.ts";

/**
 * The pause that an answer asks for by `Retry-After` (RFC 9110 §10.2.3: seconds, or a date), in milliseconds.
 *
 * @param now milliseconds since 1970
 */
export function retryAfter(headers: HttpHeaders, now: number): { readonly retryAfterMs?: number } {
  const value = headers["retry-after"];
  if (typeof value !== "string") return {};
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms > 0 ? { retryAfterMs: ms } : {};
}
