// Makes the snapshot of the quick start: bundles the command line with esbuild, runs it once under Node 24, and keeps
// the heap. Takes about two seconds, once for each state of the sources.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { freshSnapshot, markOf, readRecord, V8_OPTIONS } from "./snapshot.mjs";

/** Packages of commands that never run from the snapshot. */
const LEFT_OUT = ["@trajet/lsp", "@maildev/*", "chokidar", "kysely", "log-update", "pino"];
/**
 * Of the runtime the snapshot has what runs tests, and no more. It is bundled, but not run when the heap is kept: that holds what
 * no snapshot can keep.
 */
const OF_RUNTIME = "@trajet/runtime/testing";

/** What the bundler does not name though it follows from it: which packages are installed, and who makes the snapshot. */
const MORE_INPUTS = [
  "package.json",
  "package-lock.json",
  "node_modules/.package-lock.json",
  "cli/package.json",
  "compiler/package.json",
  "grammar/package.json",
  "cli/start/snapshot.mjs",
  "cli/start/make-snapshot.mjs",
];

/** Two changes within this time may leave the same change time, whose steps are a few milliseconds. */
const SAME_TIME_MS = 20;

/**
 * Makes the snapshot of a clone, and writes down what it was made from. Where the bundle gives none, that is written down
 * instead, so that it is not tried again before something changes.
 *
 * @param {{ root: string, node: string, cache: string }} place `node` is the program that will run it
 * @returns {Promise<ReturnType<typeof freshSnapshot>>} `undefined` if the sources changed meanwhile
 * @throws {Error} there is no bundler, the sources cannot be bundled, or the cache cannot be written
 */
export async function makeSnapshot({ root, node, cache }) {
  mkdirSync(cache, { recursive: true });
  const work = join(cache, `work-${process.pid}`);
  try {
    const more = [node, ...MORE_INPUTS.map((path) => join(root, path))];
    const marks = Object.fromEntries(more.map((path) => [path, markOf(path)]));
    const file = await bundle(root, work, marks);
    publish(cache, marks, take(node, file, join(work, "start.blob"), root));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return freshSnapshot(cache);
}

/**
 * One CommonJS file, as V8 takes a snapshot of a script. `marks` gets the mark of each file that goes into it, from just
 * before it is read: what is changed while the bundle is made is stale as soon as it is there.
 */
async function bundle(root, work, marks) {
  const { build } = await import("esbuild");
  const file = join(work, "start.cjs");
  await build({
    entryPoints: [join(root, "cli/src/snapshot.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    absWorkingDir: root,
    mainFields: ["module", "main"],
    external: LEFT_OUT,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent",
    plugins: [leavingOut, marking(marks), ownAddresses(root)],
  });
  return file;
}

const leavingOut = {
  name: "leaving-out",
  setup({ onResolve }) {
    onResolve({ filter: /^@trajet\/runtime(\/|$)/ }, ({ path }) =>
      path === OF_RUNTIME ? undefined : { path, external: true },
    );
  },
};

function marking(marks) {
  return {
    name: "marking",
    setup({ onLoad }) {
      onLoad({ filter: /./, namespace: "file" }, async ({ path }) => {
        while (Date.now() - statSync(path).ctimeMs < SAME_TIME_MS) await pause(SAME_TIME_MS);
        marks[path] = markOf(path);
        return undefined;
      });
    },
  };
}

/** In the bundle each module still knows where it stood. */
function ownAddresses(root) {
  return {
    name: "own-addresses",
    setup({ onLoad }) {
      onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
        if (relative(root, path).startsWith("node_modules")) return undefined;
        const contents = readFileSync(path, "utf8")
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
        return { contents, loader: extname(path) === ".ts" ? "ts" : "js" };
      });
    },
  };
}

/** Takes the snapshot, and tries it: one that does not answer is none. */
function take(node, file, blob, root) {
  const run = (args) => spawnSync(node, args, { cwd: root, encoding: "utf8" });
  const steps = [
    [...V8_OPTIONS, "--snapshot-blob", blob, "--build-snapshot", file],
    [...V8_OPTIONS, "--snapshot-blob", blob, "trajet", "--version"],
  ];
  for (const step of steps) {
    const { status, error, stderr } = run(step);
    if (status !== 0) return { problem: error?.message ?? stderr };
  }
  return { blob };
}

/** Puts the new one in its place at once; who has just read the old record still finds the old file. */
function publish(cache, inputs, { blob, problem }) {
  const last = readRecord(cache)?.blob;
  const name = blob === undefined ? undefined : `${hashOf(blob)}.blob`;
  if (blob !== undefined) renameSync(blob, join(cache, name));
  const record = join(cache, `start-${process.pid}.json`);
  writeFileSync(record, JSON.stringify({ version: 1, blob: name, problem, inputs }));
  renameSync(record, join(cache, "start.json"));
  for (const file of readdirSync(cache)) {
    if (file.endsWith(".blob") && file !== name && file !== last) rmSync(join(cache, file), { force: true });
  }
}

function hashOf(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
}
