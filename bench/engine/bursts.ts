import { setTimeout as pause } from "node:timers/promises";
import type { EngineHost } from "../../runtime/src/temporal/advance.ts";
import type { ProcessorTimes, Subject } from "./place.ts";

interface Burst {
  readonly served: Set<string>;
  lastAnswer: number;
  /** When every run has had an answer. */
  readonly over: PromiseWithResolvers<void>;
}

/** The host, with an eye on which runs each burst served and until when. */
export function watchBursts({ host, runs, delays, delayMs }: Subject) {
  const bursts = Array.from(
    { length: delays + 1 },
    (): Burst => ({ served: new Set(), lastAnswer: 0, over: Promise.withResolvers() }),
  );
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let began = 0;

  function note(runId: string, now: number): void {
    const index = Math.min(delays, Math.floor((now - began) / delayMs));
    const burst = bursts[index];
    if (burst === undefined) return;
    burst.served.add(runId);
    burst.lastAnswer = now;
    if (burst.served.size < runs) return;
    burst.over.resolve();
    if (index < delays) return;
    if (bursts.every(({ served }) => served.size === runs)) resolve(busySeconds());
    else reject(new Error(`A burst outlasted its delay of ${delayMs} ms. Give a longer one: --delay.`));
  }
  function busySeconds(): number {
    return (
      bursts.reduce((sum, { lastAnswer }, index) => sum + lastAnswer - began - index * delayMs, 0) / 1000
    );
  }
  /** Starts the clock. What the processor did is counted from burst to burst; it answers what it was in all of them. */
  async function begin(look: () => Promise<ProcessorTimes>): Promise<ProcessorTimes> {
    began = performance.now();
    let sum: ProcessorTimes = { process: 0, temporal: 0, database: 0 };
    for (const [index, { over }] of bursts.entries()) {
      await pause(Math.max(0, began + index * delayMs - performance.now()));
      const before = await look();
      await over.promise;
      const after = await look();
      sum = {
        process: sum.process + after.process - before.process,
        temporal: sum.temporal + after.temporal - before.temporal,
        database: sum.database + after.database - before.database,
      };
    }
    return sum;
  }
  const watched: EngineHost = {
    ...host,
    async advance(runId, options) {
      const result = await host.advance(runId, options);
      note(runId, performance.now());
      return result;
    },
  };
  return { host: watched, begin, busySeconds: promise };
}
