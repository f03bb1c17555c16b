import type { Session } from "../dev/session.ts";
import { UsageError } from "../usage-error.ts";

/** Sends a request to a running `trajet dev`, which has the database to itself. */
export type Ask = (
  path: string,
  body?: { readonly type: string; readonly text: string },
  /** `POST` with a body and `GET` without one, unless said. */
  method?: "DELETE" | "POST",
) => Promise<Response>;

/** @throws UsageError where nobody answers, as when `trajet dev` ends in the middle of an import */
export function createAsk({ url, key }: Pick<Session, "url" | "key">): Ask {
  return async (path, body, method) => {
    try {
      return await fetch(new URL(path, url), {
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: { authorization: `Bearer ${key}`, ...(body && { "content-type": body.type }) },
        ...(body && { body: body.text }),
      });
    } catch (cause) {
      throw new UsageError(
        `trajet dev, which has the database, does not answer at ${url}: see its terminal, and try again.`,
        { cause },
      );
    }
  };
}

/**
 * The document that was answered.
 *
 * @throws UsageError with the sentence of a problem document
 */
export async function answer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (response.ok) return body as T;
  throw new UsageError(`trajet dev refused: ${detailOf(body) ?? `it answered ${response.status}.`}`);
}

/** The sentence of an RFC 9457 problem document. */
function detailOf(body: unknown): string | undefined {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : undefined;
  return typeof detail === "string" ? detail : undefined;
}
