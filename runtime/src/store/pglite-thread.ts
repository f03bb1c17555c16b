import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PARSERS } from "./wire-types.ts";

// PGlite computes on the thread that calls it. Here it has one of its own, so that timers and sockets are not starved.
const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");

interface Ask {
  readonly id: number;
  readonly sql: string;
  readonly parameters: unknown[];
}

const database = await PGlite.create({
  ...(workerData.folder === undefined ? {} : { dataDir: workerData.folder as string }),
  parsers: { ...PARSERS },
});
await database.exec("set timezone = 'UTC'");

port.on("message", async (ask: Ask | "close") => {
  if (ask === "close") {
    await database.close();
    port.postMessage("closed");
    port.close();
    return;
  }
  try {
    const { rows, affectedRows } = await database.query(ask.sql, ask.parameters);
    port.postMessage({ id: ask.id, rows, affectedRows });
  } catch (error) {
    const { message, code, detail, constraint } = error as Error & Record<string, unknown>;
    port.postMessage({ id: ask.id, error: { message, code, detail, constraint } });
  }
});
port.postMessage("ready");
