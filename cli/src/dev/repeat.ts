import { setTimeout as pause } from "node:timers/promises";
import type { Doorbell } from "../runtime.ts";

/**
 * Does something again and again, with a pause between, until it is stopped. Rejects when the work does.
 *
 * @param bell cuts a pause short
 */
export async function repeat(
  everyMs: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
  bell?: Doorbell,
): Promise<void> {
  while (!signal.aborted) {
    bell?.clear();
    await work();
    const over = bell === undefined ? signal : AbortSignal.any([signal, bell.rung()]);
    await pause(everyMs, undefined, { signal: over }).catch((error: Error) => {
      if (error.name !== "AbortError") throw error;
    });
  }
}
