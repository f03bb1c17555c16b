// The server as a process of its own: the editor says by the arguments how it talks (--stdio, --node-ipc, --pipe=…).
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveOnNode } from "./on-node.ts";

serveOnNode(createConnection(ProposedFeatures.all));
