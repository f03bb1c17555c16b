import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { type Host, startServer } from "./server.ts";
import { memoryDisk } from "./workspace/memory-disk.ts";

/**
 * Serves the page that started this web worker, over messages, with the files that it hands over.
 *
 * The page tells of the files of its project by `trajet/files`: their texts by their absolute paths; `null` for one that is gone.
 * Once the server is initialized, it tells of them by `workspace/didChangeWatchedFiles` as well.
 */
export function serveInWorker(host: Host = {}): void {
  const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
  const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
  const disk = memoryDisk();
  connection.onNotification("trajet/files", (files: Readonly<Record<string, string | null>>) =>
    disk.change(files),
  );
  startServer(connection, disk, host);
}
