#!/usr/bin/env node
// `npx trajet …` inside the clone: plain JavaScript for any Node ≥ 18 that goes on under Node 24, which runs the
// TypeScript sources as they are.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode24 } from "../scripts/setup/node24.mjs";

const here = dirname(fileURLToPath(import.meta.url));

function nodeOrExit() {
  try {
    return findNode24(dirname(here));
  } catch (error) {
    console.error(`trajet: ${error.message}`);
    process.exit(2);
  }
}

const child = spawn(nodeOrExit(), [join(here, "bin.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => {
  console.error(`trajet: Node 24 could not be started: ${error.message}`);
  process.exit(2);
});
child.once("close", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
