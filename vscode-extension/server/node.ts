// The server as a process of its own: the editor says by the arguments how it talks (--stdio, --node-ipc, --pipe=…).
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { keepHeapSmall } from "../../lsp/src/heap.ts";
import { devInstances } from "../../lsp/src/live/dev-instance.ts";
import { giveBackAtRest } from "../../lsp/src/resting-heap.ts";
import { startServer } from "../../lsp/src/server.ts";
import { lateEngine } from "../../lsp/src/tests/late-engine.ts";
import { nodeDisk } from "../../lsp/src/workspace/node-disk.ts";

keepHeapSmall();
startServer(createConnection(ProposedFeatures.all), nodeDisk, {
  engine: lateEngine(async () => (await import("./test-engine.ts")).engine),
  worked: giveBackAtRest(),
  instances: devInstances(nodeDisk),
});
