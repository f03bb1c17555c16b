/**
 * What the start-up snapshot of the quick start is made from (cli/start): loads the commands, warms them, and goes on
 * from there in each process. Nothing of the process may be kept: it is another one each time.
 */
import { startupSnapshot } from "node:v8";
import { main } from "./main.ts";
import { run } from "./run.ts";
import type { Terminal } from "./terminal.ts";

/** Says nothing to nobody. */
const nowhere: Terminal = {
  out: () => undefined,
  err: () => undefined,
  isTerminal: false,
  columns: 100,
  color: true,
  cwd: process.cwd(),
  env: {},
  stdin: (async function* () {})(),
  interrupted: new AbortController().signal,
};

const WARM = [
  ["check"],
  ["check", "--format", "compact"],
  ["check", "--format", "json"],
  ["check", "--format", "github"],
  ["check", "--format", "sarif"],
  ["check", "--format", "junit"],
  ["fmt", "--check"],
];

/** Runs what most runs will run, so that its code is compiled and its tables are made when the heap is kept. */
async function warm(): Promise<void> {
  for (const line of WARM) await main(["--project", "examples/shop", ...line], nowhere);
  await main(["explain", "TJ2001"], nowhere);
}

startupSnapshot.setDeserializeMainFunction(() => void run());
void warm();
