import { setTimeout as pause } from "node:timers/promises";

/** Does something again and again, with a pause between, until it is stopped. Rejects when the work does. */
export async function repeat(everyMs: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work();
    await pause(everyMs, undefined, { signal }).catch((error: Error) => {
      if (error.name !== "AbortError") throw error;
    });
  }
}
