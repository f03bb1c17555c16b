import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { copyKept, keptTar } from "./kept-database.ts";
import { type Ask, speakWith } from "./pglite-wire.ts";
import { PARSERS } from "./wire-types.ts";

// PGlite computes on the thread that calls it. Here it has one of its own, so that timers and sockets are not starved.

const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");

const folder: string | undefined = workerData.folder;
if (folder !== undefined) await copyKept(folder);
const loadDataDir = folder === undefined ? await keptTar() : undefined;
const database = await PGlite.create({
  ...(folder !== undefined && { dataDir: folder }),
  ...(loadDataDir && { loadDataDir }),
  parsers: { ...PARSERS },
});
await database.exec("set timezone = 'UTC'");

const speak = speakWith(database);

/** Batches are answered one after the other, though the next may come while one is worked on. */
let before: Promise<void> = Promise.resolve();

async function answer(asked: readonly Ask[]): Promise<void> {
  port?.postMessage(await speak(asked));
}

port.on("message", (asked: readonly Ask[] | "close") => {
  if (asked !== "close") {
    before = before.then(() => answer(asked));
    return;
  }
  void before.then(() => database.close()).then(() => port.close());
});
port.postMessage("ready");
