import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCaptured } from "./run-captured.mjs";

/** What it is made from: where these are as they were, nothing is to do. */
const MADE_FROM = [
  "node_modules/@electric-sql/pglite/package.json",
  "node_modules/@temporalio/worker/package.json",
  "runtime/src/temporal/driver.ts",
];

/**
 * Makes what every new project needs at its first start, unless it is there, so that nobody waits for it later. Without it
 * projects make it themselves, so that it cannot be made is said, and no reason to stop.
 *
 * @param {string} root the clone
 * @param {string} node the Node 24 that will run projects
 * @returns {Promise<void>}
 */
export async function prepareFirstStart(root, node) {
  const cache = join(root, ".cache");
  const mark = join(cache, `first-start-${hashOf(root)}`);
  if (existsSync(mark)) return;
  const { code, output } = await runCaptured(node, [join(root, "scripts/setup/keep.ts")], root);
  if (code !== 0) {
    process.stderr.write(
      `New projects will start some seconds slower: nothing could be kept for them.\n${output}`,
    );
    return;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(mark, "");
}

function hashOf(root) {
  const hash = createHash("sha256");
  for (const path of MADE_FROM) if (existsSync(join(root, path))) hash.update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}
