import { parentPort, workerData } from "node:worker_threads";
import { nodeDisk } from "../disk.ts";
import { runOneByOne, type Work } from "./one-by-one.ts";

/* One of several threads that share the tests of a project: runs its part, and says what it came to. */

if (parentPort === null) throw new Error("this file runs as a worker thread");
parentPort.postMessage(await runOneByOne(workerData as Work, nodeDisk));
