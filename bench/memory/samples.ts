import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { inARow, program, project, send, tag } from "../../test/runtime/store/programs.ts";
import { type BenchStore, openBenchStore } from "../store.ts";

const T0 = Date.parse("2026-03-02T10:00:00Z");
const ATTEMPT_MS = 20_000;
/** Runs that are served before the first look: by then all code is compiled and all is cached that ever will be. */
const WARM_UP = 500;

const JOURNEY = program({ journey: "Many", steps: inARow({ "tag:a": tag("a"), "send:Welcome": send() }) });

export interface Sample {
  readonly runs: number;
  /** After a collection of all garbage; the main thread's, where the engine works. */
  readonly heapUsed: number;
  /** Of the whole process, PGlite's thread with its memory among it. */
  readonly rss: number;
}

export interface Memory {
  readonly samples: readonly Sample[];
  /** Bytes that are left of a run in the heap, from the first sample to the last. */
  readonly heapBytesPerRun: number;
  readonly runsPerSecond: number;
}

/** Signs people up, each of whom has one run that is advanced to its end: a tag, and a mail that is taken at once. */
export async function sampleMemory(runs: number, every: number): Promise<Memory> {
  const collect = collector();
  const published = project(JOURNEY);
  const place = await openBenchStore("pglite", published);
  try {
    const { store } = place;
    await store.clock.freeze(T0);
    await store.deploy(published);
    await store.gateway.setStatus(JOURNEY.journey, "active");
    for (let n = 0; n < Math.min(WARM_UP, runs); n++) await serve(place, `warm${n}`);
    const look = (served: number): Sample => {
      collect();
      const { heapUsed, rss } = process.memoryUsage();
      return { runs: served, heapUsed, rss };
    };
    const samples = [look(0)];
    const began = performance.now();
    for (let n = 1; n <= runs; n++) {
      await serve(place, `c${n}`);
      if (n % every !== 0 && n !== runs) continue;
      samples.push(look(n));
      process.stderr.write(`${n} of ${runs} runs\n`);
    }
    const seconds = (performance.now() - began) / 1000;
    const grown = (samples.at(-1)?.heapUsed ?? 0) - (samples[0]?.heapUsed ?? 0);
    return {
      samples,
      heapBytesPerRun: Math.round(grown / runs),
      runsPerSecond: Math.round((runs / seconds) * 10) / 10,
    };
  } finally {
    await place.close();
  }
}

async function serve({ store, engine }: BenchStore, id: string): Promise<void> {
  await store.gateway.putContact({ id, imported: false, fields: { email: `${id}@bench.example` } });
  const wakes = await engine.takeWakes(10);
  for (const { runId } of wakes) {
    const { kind } = await engine.advance(runId, { deadline: Date.now() + ATTEMPT_MS, local: true });
    if (kind !== "done") throw new Error(`A run came to ${kind} where it should have ended.`);
  }
  await engine.woken(wakes.map(({ outboxId }) => outboxId));
}

/** What `node --expose-gc` gives, without asking for the flag. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("V8 does not let its garbage be collected");
  return () => void collect();
}
