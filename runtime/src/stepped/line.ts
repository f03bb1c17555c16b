import type { Advance, EngineHost } from "../temporal/advance.ts";
import type { Raise } from "../temporal/raise.ts";

/** Brings runs to a worker on Temporal, and knows when they have been served. */
export interface Line {
  /** The host for the worker: it tells the line what it does. */
  readonly watched: EngineHost;
  /** Wakes a run's workflow; resolves when an attempt that began behind it has come to rest, or waits for the outside. */
  readonly serve: (run: { readonly runId: string; readonly journey: string }, raise: Raise) => Promise<void>;
  /** An attempt waits for an answer of the outside, which takes its time on the stepped clock. */
  readonly park: (runId: string) => void;
  /** The answer came; resolves as `serve` does. */
  readonly unpark: (runId: string, answer: () => void) => Promise<void>;
}

interface Attempts {
  /** How many have begun that came to rest, or will. */
  begun: number;
  underWay: number;
  /** The one that is under way waits for the outside. */
  parked: boolean;
  /** It was woken meanwhile: another one follows. */
  owed: boolean;
  readonly waiting: Set<() => void>;
}

/** @param patienceMs after which a run that nobody serves is an error, in real milliseconds */
export function createLine(host: EngineHost, patienceMs: number): Line {
  const known = new Map<string, Attempts>();
  const of = (runId: string): Attempts => {
    const attempts = known.get(runId) ?? {
      begun: 0,
      underWay: 0,
      parked: false,
      owed: false,
      waiting: new Set(),
    };
    known.set(runId, attempts);
    return attempts;
  };
  const tell = ({ waiting }: Attempts): void => {
    for (const look of [...waiting]) look();
  };
  const rest = (runId: string, isOver: (attempts: Attempts) => boolean): Promise<void> => {
    const attempts = of(runId);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        attempts.waiting.delete(look);
        reject(new Error(`no worker served the run ${runId} within ${patienceMs / 1_000} seconds`));
      }, patienceMs);
      const look = (): void => {
        if (!isOver(attempts)) return;
        clearTimeout(late);
        attempts.waiting.delete(look);
        resolve();
      };
      attempts.waiting.add(look);
      look();
    });
  };
  return {
    watched: {
      ...host,
      async advance(runId, options) {
        const attempts = of(runId);
        attempts.begun += 1;
        attempts.underWay += 1;
        let next: Advance | undefined;
        try {
          next = await host.advance(runId, options);
          return next;
        } finally {
          // Whoever failed, or ran out of time, is attempted again by Temporal: the run has not come to rest.
          if (next === undefined || next.kind === "continue") attempts.begun -= 1;
          attempts.underWay -= 1;
          tell(attempts);
        }
      },
    },
    async serve(run, raise) {
      const attempts = of(run.runId);
      const { begun } = attempts;
      attempts.owed ||= attempts.parked;
      await raise(run);
      await rest(run.runId, (now) => now.parked || (now.begun > begun && now.underWay === 0));
    },
    park(runId) {
      const attempts = of(runId);
      attempts.parked = true;
      tell(attempts);
    },
    async unpark(runId, answer) {
      const attempts = of(runId);
      const { begun, owed } = attempts;
      attempts.parked = false;
      attempts.owed = false;
      answer();
      await rest(runId, (now) => now.parked || (now.underWay === 0 && (!owed || now.begun > begun)));
    },
  };
}
