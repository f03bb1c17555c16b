import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { keepHeapSmall } from "./heap.ts";
import { devInstances } from "./live/dev-instance.ts";
import { giveBackAtRest } from "./resting-heap.ts";
import { type Host, startServer } from "./server.ts";
import { nodeDisk } from "./workspace/node-disk.ts";

/** Serves the editor at the other end of standard input and output; the process ends when the editor says so or goes away. */
export function serveOnStdio(host: Pick<Host, "engine"> = {}): void {
  keepHeapSmall();
  const pages = new URL("../../docs/diagnostics/", import.meta.url).href;
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), nodeDisk, {
    ...host,
    pages,
    instances: devInstances(nodeDisk),
    worked: giveBackAtRest(),
  });
}
