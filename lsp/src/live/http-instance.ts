import { journeysIn, segmentIn } from "./answers.ts";
import type { Instance } from "./instance.ts";

/** Where an instance answers, and the key that it wants. */
export interface Address {
  readonly url: string;
  readonly key: string;
}

/** Milliseconds that an answer may take. */
const PATIENCE_MS = 2_000;

/** An instance by its HTTP doors. It is only asked, never told. */
export function httpInstance({ url, key }: Address): Instance {
  const get = async (path: string): Promise<Response> =>
    fetch(new URL(path, url), {
      headers: { authorization: `Bearer ${key}` },
      // A key goes to nobody but whom it is for.
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  const { host } = new URL(url);
  const read = async <T>(response: Response, take: (answer: unknown) => T | undefined): Promise<T> => {
    if (!response.ok) throw new Error(`${host} answered ${response.status}`);
    const found = take(await response.json());
    if (found === undefined) throw new Error(`${host} answers otherwise than trajet dev does`);
    return found;
  };
  return {
    console: new URL("/console/", url).href,
    async journeys() {
      const journeys = await read(await get("/v1/journeys"), journeysIn);
      return new Map(journeys.map(({ name, status, counts, at }) => [name, { status, counts, at }]));
    },
    async segment(name) {
      const response = await get(`/v1/segments/${encodeURIComponent(name)}`);
      if (response.status === 404) return undefined;
      return read(response, segmentIn);
    },
  };
}
