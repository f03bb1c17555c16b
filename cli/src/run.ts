import { main } from "./main.ts";
import { processTerminal } from "./terminal.ts";

/** Runs this process's command line, and sets its exit code. */
export async function run(): Promise<void> {
  process.stdout.on("error", outputFailed);
  process.stderr.on("error", outputFailed);
  process.exitCode = await main(process.argv.slice(2), processTerminal());
}

/** Who reads the output may have seen enough, as `head` has: the command goes on, and its exit code stays true. */
function outputFailed(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  console.error(`trajet: The output cannot be written: ${error.message}.`);
  process.exit(2);
}
