/** What a door refused, with its letter. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

let csrf = "";

/** The token that goes with each change; it comes with the session. */
export function keepToken(token: string): void {
  csrf = token;
}

/**
 * Asks a door for JSON.
 *
 * @throws Refused for an answer that is none
 */
export async function ask<T>(
  path: string,
  { method = "GET", body }: { readonly method?: string; readonly body?: unknown } = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method !== "GET" && { "x-csrf-token": csrf }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  throw new Refused(response.status, await detailOf(response));
}

async function detailOf(response: Response): Promise<string> {
  const fallback = `${response.status} ${response.statusText}`;
  if (!response.headers.get("content-type")?.includes("json")) return fallback;
  const { detail } = (await response.json()) as { readonly detail?: string };
  return detail ?? fallback;
}

/** The query part of an address, without what is not said. */
export function queryOf(given: { readonly [name: string]: unknown }): string {
  const said = Object.entries(given).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "",
  );
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}
