export type { RunTests } from "./requests/execute-command.ts";
export { type Host, type InitializationOptions, startServer } from "./server.ts";
export { serveOnStdio } from "./stdio.ts";
export type { Disk } from "./workspace/disk.ts";
export { nodeDisk } from "./workspace/node-disk.ts";
export type { ProjectSnapshot } from "./workspace/snapshot.ts";
