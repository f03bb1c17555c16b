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
export async function ask<T>(path: string, asked: Asking = {}): Promise<T> {
  const response = await answered(path, asked);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

interface Asking {
  readonly method?: string;
  readonly body?: unknown;
}

/**
 * Asks a door that answers line by line, and tells each line as it comes.
 *
 * @throws Refused for an answer that is none
 */
export async function askLines<T>(path: string, asked: Asking, tell: (line: T) => void): Promise<void> {
  const { body } = await answered(path, asked);
  if (body === null) return;
  let rest = "";
  for await (const text of partsOf(body.pipeThrough(new TextDecoderStream()))) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) tell(JSON.parse(line) as T);
  }
}

/** Not every browser iterates over a stream by itself. */
async function* partsOf(stream: ReadableStream<string>): AsyncGenerator<string, void> {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

async function answered(path: string, { method = "GET", body }: Asking): Promise<Response> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method !== "GET" && { "x-csrf-token": csrf }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
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
