// The server in a web worker: the same one, over messages, with the files that its page hands it.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "./server.ts";
import { memoryDisk } from "./workspace/memory-disk.ts";

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
const disk = memoryDisk();

/**
 * The page tells of the files of its project by `trajet/files`: their texts by their absolute paths; `null` for one that is gone.
 * Once the server is initialized, it tells of them by `workspace/didChangeWatchedFiles` as well.
 */
connection.onNotification("trajet/files", (files: Readonly<Record<string, string | null>>) =>
  disk.change(files),
);
startServer(connection, disk);
