import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PARSERS } from "./wire-types.ts";

// PGlite computes on the thread that calls it. Here it has one of its own, so that timers and sockets are not starved.

/** A statement for the database. */
export interface Ask {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What it came to. */
export type Told =
  | { readonly rows: unknown[]; readonly numAffectedRows?: bigint }
  | { readonly error: Pick<DatabaseError, "message" | "code" | "detail" | "constraint"> };

interface DatabaseError extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly constraint?: string;
}

const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");

const database = await PGlite.create({
  ...(workerData.folder === undefined ? {} : { dataDir: workerData.folder as string }),
  parsers: { ...PARSERS },
});
await database.exec("set timezone = 'UTC'");

async function tell({ sql, parameters }: Ask): Promise<Told> {
  try {
    const { rows, affectedRows } = await database.query(sql, [...parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  } catch (error) {
    const { message, code, detail, constraint } = error as DatabaseError;
    // An error loses all but its message on the way to the other thread.
    return { error: JSON.parse(JSON.stringify({ message, code, detail, constraint })) };
  }
}

/** Batches are answered one after the other, though the next may come while one is worked on. */
let before: Promise<void> = Promise.resolve();

async function answer(asked: readonly Ask[]): Promise<void> {
  const told: Told[] = [];
  for (const one of asked) told.push(await tell(one));
  port?.postMessage(told);
}

port.on("message", (asked: readonly Ask[] | "close") => {
  if (asked !== "close") {
    before = before.then(() => answer(asked));
    return;
  }
  void before.then(() => database.close()).then(() => port.close());
});
port.postMessage("ready");
