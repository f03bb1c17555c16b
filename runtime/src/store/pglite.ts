import { Worker } from "node:worker_threads";
import type { PGlite } from "kysely";

interface Answer {
  readonly id: number;
  readonly rows: unknown[];
  readonly affectedRows?: number;
  readonly error?: { readonly message: string; readonly code?: string };
}
interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * PGlite on a thread of its own, as much of it as Kysely asks for. Kysely lets one caller at a time have the connection,
 * so a transaction is plain `begin` and `commit` over the one channel.
 */
export async function openPGlite(folder: string | undefined): Promise<PGlite> {
  const worker = new Worker(new URL("./pglite-thread.ts", import.meta.url), { workerData: { folder } });
  const pending = new Map<number, Pending>();
  let asked = 0;
  const closed = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      fail(pending, new Error("the database's thread has ended"));
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => resolve());
  });
  worker.on("error", (error) => fail(pending, error as Error));
  worker.on("message", (answer: Answer | "closed") => {
    if (answer === "closed") return;
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.error === undefined) waiting?.resolve(answer);
    else waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
  });

  const ask = (sql: string, parameters: unknown[] = []): Promise<Answer> =>
    new Promise((resolve, reject) => {
      asked += 1;
      pending.set(asked, { resolve, reject });
      worker.postMessage({ id: asked, sql, parameters });
    });
  return handle(ask, async () => {
    worker.postMessage("close");
    await closed;
  });
}

function fail(pending: Map<number, Pending>, error: Error): void {
  for (const { reject } of pending.values()) reject(error);
  pending.clear();
}

type Ask = (sql: string, parameters?: unknown[]) => Promise<Answer>;

function handle(ask: Ask, close: () => Promise<void>): PGlite {
  const query = async <T>(sql: string, parameters?: unknown[]) => {
    const { rows, affectedRows } = await ask(sql, parameters);
    return { rows: rows as T[], fields: [], ...(affectedRows === undefined ? {} : { affectedRows }) };
  };
  let open = true;
  return {
    query,
    ready: true,
    waitReady: Promise.resolve(),
    get closed() {
      return !open;
    },
    async close() {
      open = false;
      await close();
    },
    async transaction(work) {
      await ask("begin");
      try {
        const result = await work({ query, rollback: async () => void (await ask("rollback")) });
        await ask("commit");
        return result;
      } catch (error) {
        await ask("rollback");
        throw error;
      }
    },
  };
}
