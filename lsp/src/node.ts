// The server as a process of its own: the editor says by the arguments how it talks (--stdio, --node-ipc, --pipe=…).
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { keepHeapSmall } from "./heap.ts";
import { devInstances } from "./live/dev-instance.ts";
import { giveBackAtRest } from "./resting-heap.ts";
import { startServer } from "./server.ts";
import { nodeDisk } from "./workspace/node-disk.ts";

keepHeapSmall();
startServer(createConnection(ProposedFeatures.all), nodeDisk, {
  worked: giveBackAtRest(),
  instances: devInstances(nodeDisk),
});
