import { enableCompileCache } from "node:module";

// Compiled once, kept for the next run: a check of one file is to answer in an eye's blink.
enableCompileCache();
const { run } = await import("./src/run.ts");
await run();
