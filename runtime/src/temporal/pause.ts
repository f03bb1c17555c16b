import { setTimeout } from "node:timers/promises";

/** Waits `ms` milliseconds, or until `signal` aborts; resolves in both cases. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
