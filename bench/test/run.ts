// How long `trajet test` takes for all tests of the examples, from the key to the prompt, as one JSON document:
// node bench/test/run.ts. The command as it is installed, and from the sources, in turns. Beside the clock's time stands the
// processor's: it says more on a machine that does other work.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { prepareStart } from "../../cli/start/program.mjs";
import { machine, median } from "../machine.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ROUNDS = 11;
const KINDS = { installed: "node_modules/.bin/trajet", sources: "cli/bin.ts" } as const;
type Kind = keyof typeof KINDS;
/** Lets the shell say at the end how long the command has computed. */
const TIMED = '"$@"; code=$?; times >&2; exit $code';

interface Round {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly stdout: string;
}

function once(kind: Kind, format: string): Round {
  const start = performance.now();
  const line = [process.execPath, path.join(ROOT, KINDS[kind]), "test", "examples", "--format", format];
  const { status, stdout, stderr } = spawnSync("sh", ["-c", TIMED, "sh", ...line], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`trajet test ended with ${status}: ${stdout}${stderr}`);
  return { wallMs, cpuMs: cpuOf(stderr), stdout };
}

/** `times` writes a line about the shell and one about its children: `0m1.230s 0m0.110s`. */
function cpuOf(told: string): number {
  const [, children = ""] = told.trim().split("\n").slice(-2);
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1_000,
    0,
  );
}

const of = (values: readonly number[]) => ({
  medianMs: Math.round(median(values)),
  minMs: Math.round(Math.min(...values)),
});

await prepareStart(ROOT, process.execPath);
const { summary } = JSON.parse(once("installed", "json").stdout) as {
  readonly summary: { readonly passed: number };
};
const rounds: Record<Kind, Round[]> = { installed: [], sources: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.installed.push(once("installed", "pretty"));
  rounds.sources.push(once("sources", "pretty"));
}
const timesOf = (kind: Kind) => ({
  wall: of(rounds[kind].map(({ wallMs }) => wallMs)),
  cpu: of(rounds[kind].map(({ cpuMs }) => cpuMs)),
});
const result = {
  ...machine(),
  tests: summary.passed,
  rounds: ROUNDS,
  installed: timesOf("installed"),
  sources: timesOf("sources"),
};
console.log(JSON.stringify(result, null, 2));
