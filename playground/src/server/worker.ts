// The language server of the page, with the runner of tests. What differs in a snapshot is told as a whole: Node's own
// comparison of lines is not there.
import { testEngine } from "@trajet/runtime/testing";
import { serveInWorker } from "../../../lsp/src/worker.ts";

serveInWorker({ engine: testEngine(() => []) });
