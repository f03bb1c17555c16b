import type { CustomFetch } from "openid-client";
import type { SendHttp } from "../../outgoing/http.ts";

const TIMEOUT_MS = 10_000;

/** `fetch` by our own requests to the outside: through their guard, without redirects. */
export function fetchBy(http: SendHttp): CustomFetch {
  return async (url, { method, headers, body }) => {
    const request = { method, url, headers, body: body == null ? null : String(body) };
    const result = await http(request, { timeoutMs: TIMEOUT_MS });
    if (result.kind !== "answered") throw new Error(result.reason);
    const said = Object.entries(result.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")] as [string, string]],
    );
    const empty = result.status === 204 || result.status === 304;
    return new Response(empty ? null : result.body, { status: result.status, headers: said });
  };
}
