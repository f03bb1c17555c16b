import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serveOnNode } from "./on-node.ts";
import type { Host } from "./server.ts";

/** Serves the editor at the other end of standard input and output; the process ends when the editor says so or goes away. */
export function serveOnStdio(host: Pick<Host, "engine"> = {}): void {
  const pages = new URL("../../docs/diagnostics/", import.meta.url).href;
  serveOnNode(createConnection(ProposedFeatures.all, process.stdin, process.stdout), { ...host, pages });
}
