import type { Instance, JourneyCounts, SegmentPeople } from "./instance.ts";

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
  const read = async <T>(response: Response): Promise<T> => {
    if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    console: new URL("/console/", url).href,
    async journeys() {
      const { journeys } = await read<{ readonly journeys: readonly (JourneyCounts & { name: string })[] }>(
        await get("/v1/journeys"),
      );
      return new Map(journeys.map(({ name, status, counts, at }) => [name, { status, counts, at }]));
    },
    async segment(name) {
      const response = await get(`/v1/segments/${encodeURIComponent(name)}`);
      if (response.status === 404) return undefined;
      return (await read<{ readonly segment: SegmentPeople }>(response)).segment;
    },
  };
}
