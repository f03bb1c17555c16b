export { type InitializationOptions, startServer } from "./server.ts";
export { serveOnStdio } from "./stdio.ts";
export type { Disk } from "./workspace/disk.ts";
export { nodeDisk } from "./workspace/node-disk.ts";
