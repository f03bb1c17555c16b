// The quick start: a start-up snapshot of V8 in which the grammar is analysed and the compiler is warm already. It is a
// cache: without it, or when anything that it was made from has changed, a command runs from the sources.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Commands that the snapshot has in it. The others load the database, a server or the language server. */
const QUICK = new Set(["check", "fmt", "build", "explain", "map", "init", "help", "test"]);

/**
 * The options under which the quick start is made and run. With less room for new objects V8 collects them more often and
 * holds 25 MiB less for a project of 500 files.
 */
export const V8_OPTIONS = ["--max-semi-space-size=8"];

/** How long all that a snapshot is made from has to be left alone before a command makes one, in milliseconds. */
const SETTLED_MS = 10_000;

/** Where a clone keeps its snapshot. */
export function cacheOf(root) {
  return join(root, "node_modules", ".cache", "trajet");
}

/** The command of a command line, if it names one. */
export const commandOf = (args) =>
  args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--project");

/**
 * Whether a command line is one for the snapshot. `--watch` is none: it loads the watcher, and starts once a day. Nor is
 * `test --on temporal`, which loads a database and a server.
 * Nor is anything where NODE_OPTIONS stands: V8 takes a snapshot only under the options that it was made with.
 */
export function isQuick(args, env = process.env) {
  if (env.NODE_OPTIONS || args.some((arg) => arg === "--watch" || arg === "--on" || arg.startsWith("--on=")))
    return false;
  const command = commandOf(args);
  return command === undefined ? args.length > 0 : QUICK.has(command);
}

/**
 * The snapshot in a cache, if it was made from what is there now: each file by its change time, its size and its inode,
 * which no edit leaves as they were.
 *
 * @param {string} cache
 * @returns {{ blob: string } | { problem: string } | undefined} `problem` says why none can be made from these files
 */
export function freshSnapshot(cache) {
  const record = readRecord(cache);
  if (record === undefined || !Object.entries(record.inputs).every(([path, mark]) => markOf(path) === mark))
    return undefined;
  if (record.blob === undefined) return { problem: record.problem };
  const blob = join(cache, record.blob);
  return existsSync(blob) ? { blob } : undefined;
}

/** What is known of the last snapshot; `undefined` where there was none, or its record is from another time. */
export function readRecord(cache) {
  try {
    const record = JSON.parse(readFileSync(join(cache, "start.json"), "utf8"));
    return record.version === 1 ? record : undefined;
  } catch {
    // None yet, or half written by something else: it is only a cache.
    return undefined;
  }
}

/** What changes with every change of a file; `none` where there is no file. */
export function markOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "none" : `${stat.ctimeMs} ${stat.size} ${stat.ino}`;
}

/** Whether nobody is at work on the files from which the last snapshot was made: then a new one is worth its second. */
export function isSettled(cache, now = Date.now()) {
  const paths = Object.keys(readRecord(cache)?.inputs ?? {});
  return paths.every((path) => now - (statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0) > SETTLED_MS);
}
