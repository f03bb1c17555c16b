// How long `trajet check` takes from the key to the prompt, in milliseconds, as one JSON document: node bench/cli/run.ts.
// The runs of all kinds take turns, so that what else the machine does hits all alike.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeSnapshot } from "../../cli/start/make-snapshot.mjs";
import { cacheOf, freshSnapshot, V8_OPTIONS } from "../../cli/start/snapshot.mjs";
import { machine, median } from "../machine.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const STARTER = path.join(ROOT, "node_modules/.bin/trajet");
const ROUNDS = 21;
const FILE = `audience Newsletter { tags "vip" }

journey Hello for Newsletter {
  start when contact signs up
  delay 1 day
  tag "vip"
}
`;

interface Kind {
  readonly name: string;
  readonly command: readonly string[];
}

/** A Node that is not ours, as a user has it; `undefined` where the machine has none. */
function otherNode(): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, "node"))
    .find((node) => {
      const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
      return /^v(18|20|22)\./.test(stdout ?? "");
    });
}

function kinds(blob: string, file: string): readonly Kind[] {
  const node = process.execPath;
  const line = ["check", file];
  const shop = ["check", path.join(ROOT, "examples/shop")];
  const old = otherNode();
  const sources = path.join(ROOT, "cli/bin.ts");
  return [
    { name: "one file: starter under Node 24", command: [node, STARTER, ...line] },
    ...(old === undefined
      ? []
      : [{ name: `one file: starter under ${versionOf(old)}`, command: [old, STARTER, ...line] }]),
    {
      name: "one file: the snapshot alone",
      command: [node, ...V8_OPTIONS, "--snapshot-blob", blob, "trajet", ...line],
    },
    { name: "one file: the sources alone", command: [node, sources, ...line] },
    { name: "examples/shop: starter under Node 24", command: [node, STARTER, ...shop] },
    { name: "an empty script under Node 24", command: [node, "-e", ""] },
    ...(old === undefined
      ? []
      : [{ name: `an empty script under ${versionOf(old)}`, command: [old, "-e", ""] }]),
  ];
}

function versionOf(node: string): string {
  return spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
}

function once({ command: [program = "", ...args] }: Kind): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  const taken = performance.now() - begun;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return taken;
}

function measure(all: readonly Kind[]) {
  const taken = all.map((kind) => ({ kind, times: [once(kind)].slice(1) }));
  for (let round = 0; round < ROUNDS; round += 1) for (const { kind, times } of taken) times.push(once(kind));
  const rounded = (ms: number): number => Math.round(ms * 10) / 10;
  return taken.map(({ kind, times }) => ({
    name: kind.name,
    medianMs: rounded(median(times)),
    minMs: rounded(Math.min(...times)),
    maxMs: rounded(Math.max(...times)),
  }));
}

const folder = mkdtempSync(path.join(tmpdir(), "trajet-bench-"));
writeFileSync(path.join(folder, "trajet.json"), '{ "name": "bench" }\n');
writeFileSync(path.join(folder, "hello.journey"), FILE);
const cache = cacheOf(ROOT);
const fresh = freshSnapshot(cache) ?? (await makeSnapshot({ root: ROOT, node: process.execPath, cache }));
if (fresh === undefined || !("blob" in fresh)) throw new Error("There is no snapshot to measure.");
const results = measure(kinds(fresh.blob, path.join(folder, "hello.journey")));
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ bench: "cli", machine: machine(), rounds: ROUNDS, results }, null, 2));
