// The server as a process of its own: the editor says by the arguments how it talks (--stdio, --node-ipc, --pipe=…).
import { testEngine } from "@trajet/runtime/testing";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { lineDifferences } from "../../cli/src/test/line-differences.ts";
import { keepHeapSmall } from "../../lsp/src/heap.ts";
import { startServer } from "../../lsp/src/server.ts";
import { nodeDisk } from "../../lsp/src/workspace/node-disk.ts";

keepHeapSmall();
startServer(createConnection(ProposedFeatures.all), nodeDisk, { engine: testEngine(lineDifferences) });
