import { enableCompileCache } from "node:module";

// Compiled once, kept for the next run: a check of one file is to answer in an eye's blink.
enableCompileCache();
const { main } = await import("./src/main.ts");
const { processTerminal } = await import("./src/terminal.ts");
process.exitCode = await main(process.argv.slice(2), processTerminal());
