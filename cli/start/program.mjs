import { join } from "node:path";
import { V8_OPTIONS as SMALL, smallEnvironment } from "../../lsp/start/small-process.mjs";
import { cacheOf, commandOf, freshSnapshot, isQuick, isSettled, V8_OPTIONS } from "./snapshot.mjs";

/**
 * What Node 24 runs for a command line: the snapshot where there is a fresh one, or time to make one; else the sources.
 *
 * @param {string} root the clone
 * @param {string} node the Node 24 that will run it
 * @param {readonly string[]} args
 * @returns {Promise<readonly string[]>} its arguments, before those of the command line
 */
export async function programFor(root, node, args, cache = cacheOf(root)) {
  const sources = join(root, "cli/bin.ts");
  if (isServer(args)) return [...SMALL, sources];
  if (!isQuick(args)) return [sources];
  const snapshot = freshSnapshot(cache) ?? (isSettled(cache) ? await made(root, node, cache) : undefined);
  return snapshot?.blob === undefined
    ? [sources]
    : [...V8_OPTIONS, "--snapshot-blob", snapshot.blob, sources];
}

/** The environment for a command line. */
export function environmentFor(root, args) {
  return isServer(args) ? smallEnvironment(join(cacheOf(root), "compiled")) : process.env;
}

const isServer = (args) => commandOf(args) === "lsp";

/** Makes the snapshot of a clone unless there is a fresh one: the set-up does it, so that nobody waits for it later. */
export async function prepareStart(root, node, cache = cacheOf(root)) {
  if (freshSnapshot(cache) === undefined) await made(root, node, cache);
}

async function made(root, node, cache) {
  try {
    const { makeSnapshot } = await import("./make-snapshot.mjs");
    return await makeSnapshot({ root, node, cache });
  } catch {
    // A folder that may not be written, a full disk, no bundler: the sources run all the same, only later.
    return undefined;
  }
}
