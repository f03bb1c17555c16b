// How long `trajet test` takes for all tests of the examples, from the key to the prompt, as one JSON document:
// node bench/test/run.ts. Beside the clock's time stands the processor's: it says more on a machine that does other work.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { machine, median } from "../machine.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ROUNDS = 11;
/** Makes the process say at its end how much it has computed, in microseconds. */
const TELLS_CPU = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process._rawDebug("cpu " + (user + system));
});`)}`;

/** Runs the tests once, as they are run from the sources. */
function once(format: string) {
  const start = performance.now();
  const args = ["--import", TELLS_CPU, path.join(ROOT, "cli/bin.ts"), "test", "examples", "--format", format];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`trajet test ended with ${status}: ${stdout}${stderr}`);
  return { wallMs, cpuMs: Number(/^cpu (\d+)$/m.exec(stderr)?.[1]) / 1000, stdout };
}

const { summary } = JSON.parse(once("json").stdout) as { readonly summary: { readonly passed: number } };
const rounds = Array.from({ length: ROUNDS }, () => once("pretty"));
const of = (values: readonly number[]) => ({
  medianMs: Math.round(median(values)),
  minMs: Math.round(Math.min(...values)),
});
const result = {
  ...machine(),
  tests: summary.passed,
  rounds: ROUNDS,
  wall: of(rounds.map(({ wallMs }) => wallMs)),
  cpu: of(rounds.map(({ cpuMs }) => cpuMs)),
};
console.log(JSON.stringify(result, null, 2));
