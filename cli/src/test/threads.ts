import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Disk } from "../disk.ts";
import { runOneByOne, type Timed, type Work } from "./one-by-one.ts";

/** A thread takes about as long to start as so many tests take to run. */
const WORTH_A_THREAD = 300;

/** How many threads share so many tests: as many as are asked for, or as there are cores and it pays. */
export function threadsFor(
  tests: number,
  asked: number | undefined,
  cores: number = availableParallelism(),
): number {
  const wanted = asked ?? Math.min(cores, Math.floor(tests / WORTH_A_THREAD));
  return Math.max(1, Math.min(wanted, tests));
}

/** Runs tests on so many threads, of which this is one. What they came to is in the order of the tests. */
export async function runOnThreads(work: Work, threads: number, disk: Disk): Promise<readonly Timed[]> {
  const partOf = (thread: number): Work => ({
    ...work,
    tests: work.tests.filter((_, nth) => nth % threads === thread),
  });
  const workers = Array.from({ length: threads - 1 }, (_, nth) => startThread(partOf(nth + 1)));
  try {
    const parts = await Promise.all([runOneByOne(partOf(0), disk), ...workers.map(resultOf)]);
    return work.tests.flatMap((_, nth) => parts[nth % threads]?.[Math.floor(nth / threads)] ?? []);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const startThread = (part: Work): Worker =>
  new Worker(new URL("./thread.ts", import.meta.url), { workerData: part });

/** Throws what the thread throws. */
const resultOf = async (worker: Worker): Promise<readonly Timed[]> => {
  const [timed] = await once(worker, "message");
  return timed;
};
