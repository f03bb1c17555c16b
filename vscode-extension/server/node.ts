// The server as a process of its own: the editor says by the arguments how it talks (--stdio, --node-ipc, --pipe=…).
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveOnNode } from "../../lsp/src/on-node.ts";
import { lateEngine } from "../../lsp/src/tests/late-engine.ts";

serveOnNode(createConnection(ProposedFeatures.all), {
  engine: lateEngine(async () => (await import("./test-engine.ts")).engine),
});
