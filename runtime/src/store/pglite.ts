import { Worker } from "node:worker_threads";
import type { Answer, Lines } from "./driver.ts";
import type { Ask, Told } from "./pglite-wire.ts";

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * PGlite on a thread of its own. Kysely lets one caller at a time have the connection, so a transaction is plain `begin` and
 * `commit` over the one channel. What is sent in one turn of the event loop goes over it together, and so do the answers.
 */
export async function openPGlite(folder: string | undefined): Promise<Lines> {
  const worker = new Worker(new URL("./pglite-thread.ts", import.meta.url), { workerData: { folder } });
  const pending: Pending[] = [];
  let over = false;
  const closed = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      over = true;
      fail(pending, ended());
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => resolve());
  });
  worker.on("error", (error) => fail(pending, error as Error));
  worker.on("message", (told: readonly Told[]) => {
    for (const one of told) settle(pending.shift(), one);
  });

  let waiting: Ask[] = [];
  const post = (): void => {
    const asked = waiting;
    waiting = [];
    try {
      worker.postMessage(asked);
    } catch (error) {
      // A parameter that does not go over to another thread: nothing of the batch did.
      fail(pending.splice(-asked.length), error as Error);
    }
  };
  const send = (sql: string, parameters: readonly unknown[] = [], name?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      // Nobody is there any more who would answer.
      if (over) return reject(ended());
      pending.push({ resolve, reject });
      if (waiting.length === 0) process.nextTick(post);
      waiting.push(name === undefined ? { sql, parameters } : { sql, parameters, name });
    });
  const line = { send, release: () => undefined };
  return {
    take: async () => line,
    async close() {
      worker.postMessage("close");
      await closed;
    },
  };
}

function settle(asked: Pending | undefined, told: Told): void {
  if ("error" in told) asked?.reject(Object.assign(new Error(told.error.message), told.error));
  else asked?.resolve(told);
}

const ended = (): Error => new Error("the database's thread has ended");

function fail(pending: Pending[], error: Error): void {
  for (const { reject } of pending.splice(0)) reject(error);
}
