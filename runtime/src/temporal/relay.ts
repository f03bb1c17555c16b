import pMap from "p-map";
import type { BaseLogger } from "pino";
import type { EngineHost, Wake } from "./advance.ts";
import { createDoorbell, type Doorbell } from "./doorbell.ts";
import { type Pause, pause } from "./pause.ts";
import type { Raise } from "./raise.ts";

export interface RelayParts {
  readonly host: Pick<EngineHost, "takeWakes" | "woken" | "nextWakeMs" | "onWake">;
  readonly raise: Raise;
  readonly logger: BaseLogger;
  /** Calls to Temporal under way at once. */
  readonly concurrency?: number;
  readonly batch?: number;
  readonly pause?: Pause;
}

export interface Relay {
  /** Finishes the calls under way and takes nothing more. */
  stop(): Promise<void>;
}

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Carries wakes from the outbox to Temporal, and does nothing else. A wake whose call failed is not confirmed,
 * so the outbox offers it again; one that was delivered but not confirmed is delivered twice, which is harmless.
 */
export function startRelay(parts: RelayParts): Relay {
  const stopping = new AbortController();
  const bell = createDoorbell();
  const ended = relayUntil(stopping.signal, bell, parts).finally(parts.host.onWake(bell.ring));
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function relayUntil(stop: AbortSignal, bell: Doorbell, parts: RelayParts): Promise<void> {
  const wait = parts.pause ?? pause;
  let failures = 0;
  while (!stop.aborted) {
    // Before the outbox is read: a hint during the reading tells of a row that the reading may have missed.
    bell.clear();
    try {
      const taken = await relayOnce(parts);
      failures = 0;
      if (taken === 0) await wait(await parts.host.nextWakeMs(), AbortSignal.any([stop, bell.rung()]));
    } catch (error) {
      parts.logger.warn(
        { err: error, failures },
        "relay: wakes could not be delivered; they will come again",
      );
      await wait(Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS), stop);
      failures += 1;
    }
  }
}

/** Delivers one batch and says how many it took. Fails only if nothing of it could be delivered. */
async function relayOnce({ host, raise, logger, concurrency = 8, batch = 64 }: RelayParts): Promise<number> {
  const wakes = await host.takeWakes(batch);
  const delivered: number[] = [];
  const errors: unknown[] = [];
  const deliver = async (wake: Wake): Promise<void> => {
    try {
      await raise(wake);
      delivered.push(wake.outboxId);
    } catch (error) {
      errors.push(error);
    }
  };
  await pMap(wakes, deliver, { concurrency });
  if (delivered.length > 0) await host.woken(delivered);
  else if (errors.length > 0) throw errors[0];
  for (const error of errors)
    logger.warn({ err: error }, "relay: a wake was not delivered; it will come again");
  return wakes.length;
}
