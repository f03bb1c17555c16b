import type { BaseLogger } from "pino";
import type { EngineHost } from "./advance.ts";
import { type Pause, pause } from "./pause.ts";

export interface ReleaserParts {
  readonly host: Pick<EngineHost, "release">;
  readonly logger: BaseLogger;
  readonly pause?: Pause;
}

export interface Releaser {
  /** Finishes the page under way and begins no other. */
  stop(): Promise<void>;
}

/** How long it leaves a database alone that does not answer, in milliseconds. */
const BACKOFF_MS = 5_000;

/** Wakes those who were held in a pause that is over, page by page. How far it is stands in the database. */
export function startReleaser(parts: ReleaserParts): Releaser {
  const stopping = new AbortController();
  const ended = releaseUntil(stopping.signal, parts);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function releaseUntil(
  stop: AbortSignal,
  { host, logger, pause: wait = pause }: ReleaserParts,
): Promise<void> {
  while (!stop.aborted) {
    const nextMs = await host.release().then(
      (page) => page.nextMs,
      (error: unknown) => {
        logger.warn({ err: error }, "releaser: a page was not woken; it will be tried again");
        return BACKOFF_MS;
      },
    );
    if (!stop.aborted) await wait(nextMs, stop);
  }
}
