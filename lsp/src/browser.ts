// The server in a web worker.
import { serveInWorker } from "./worker.ts";

serveInWorker();
