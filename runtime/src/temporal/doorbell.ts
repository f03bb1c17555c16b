/** Ends the rest of whoever works in rounds, because there is something to do. */
export interface Doorbell {
  readonly ring: () => void;
  /** Forgets what was rung so far. To be called before one looks: what is rung during the look may have been missed by it. */
  readonly clear: () => void;
  /** Aborts at the next ring, or at once if there was one since `clear`. */
  readonly rung: () => AbortSignal;
}

export function createDoorbell(): Doorbell {
  let bell = new AbortController();
  return {
    ring: () => bell.abort(),
    clear() {
      if (bell.signal.aborted) bell = new AbortController();
    },
    rung: () => bell.signal,
  };
}
