import { buildConnector, Client } from "undici";
import { createGuard, type Guard, type GuardOptions } from "./guard.ts";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What is known of a request, whatever the network did. */
export type HttpResult =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: HttpHeaders;
      /** `null` where it broke off or is larger than allowed: the status came all the same. */
      readonly body: string | null;
    }
  /** It is not allowed, and would not be another time. */
  | { readonly kind: "refused"; readonly reason: string }
  /** There was no connection: nothing has left. */
  | { readonly kind: "not-sent"; readonly reason: string }
  /** It may have arrived: the answer did not. */
  | { readonly kind: "lost"; readonly reason: string };

/** Names in lower case. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface HttpOptions {
  /** Milliseconds after which the call has ended whatever happens. */
  readonly timeoutMs: number;
  /** Of the answer's body; 1 MiB if not given. */
  readonly maxBytes?: number;
}

/** Requests to the outside, through the guard. Never throws for what the other side or the network does. */
export type SendHttp = (request: HttpRequest, options: HttpOptions) => Promise<HttpResult>;

const MAX_BYTES = 1_048_576;

/**
 * Each request has a connection of its own: on one that was kept open, a server that hangs up meanwhile leaves it open
 * whether the request arrived. Redirects are answers like others and are not followed.
 */
export function createHttp(options: GuardOptions = {}): SendHttp {
  const guard = createGuard(options);
  return async (request, limits) => {
    const url = URL.parse(request.url);
    if (url === null) return { kind: "refused", reason: `${JSON.stringify(request.url)} is no URL` };
    const reason = guard.refusal(url);
    return reason === null ? call(guard, url, request, limits) : { kind: "refused", reason };
  };
}

async function call(
  guard: Guard,
  url: URL,
  { method, headers, body }: HttpRequest,
  { timeoutMs, maxBytes = MAX_BYTES }: HttpOptions,
): Promise<HttpResult> {
  const state: { connected: boolean; refused: string | null } = { connected: false, refused: null };
  const lookup = guard.lookupFor(url, (reason) => {
    state.refused = reason;
  });
  const connect = buildConnector({ lookup, timeout: timeoutMs, allowH2: false });
  const client = new Client(url.origin, {
    connect(target, callback) {
      connect(target, (...made) => {
        state.connected = made[0] === null;
        callback(...made);
      });
    },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const path = `${url.pathname}${url.search}`;
    const answer = await client.request({ method: method as "POST", path, headers, body, signal });
    const text = await textOf(answer.body, maxBytes);
    return { kind: "answered", status: answer.statusCode, headers: answer.headers, body: text };
  } catch (error) {
    if (state.refused !== null) return { kind: "refused", reason: state.refused };
    const reason = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : wordsOf(error);
    return { kind: state.connected ? "lost" : "not-sent", reason };
  } finally {
    await client.destroy();
  }
}

/** The answer's text; `null` where it breaks off or does not fit. */
async function textOf(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    // The status has come before, and says what became of the request.
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function wordsOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return [code, message].filter(Boolean).join(": ");
}
