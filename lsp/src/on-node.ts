import type { Connection } from "vscode-languageserver";
import { keepHeapSmall } from "./heap.ts";
import { devInstances } from "./live/dev-instance.ts";
import { giveBackAtRest } from "./resting-heap.ts";
import { type Host, startServer } from "./server.ts";
import { nodeDisk } from "./workspace/node-disk.ts";

/** Serves an editor in a process of its own: everywhere with the same disk, the same care for memory, and the same instances. */
export function serveOnNode(connection: Connection, host: Pick<Host, "engine" | "pages"> = {}): void {
  keepHeapSmall();
  startServer(connection, nodeDisk, {
    ...host,
    instances: devInstances(nodeDisk),
    worked: giveBackAtRest(),
  });
}
