import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withProgress } from "./progress.mjs";
import { runCaptured } from "./run-captured.mjs";
import { SetupError } from "./setup-error.mjs";

const STAMP = ".built-from";

/**
 * Builds a page by Vite into `dist` of its folder, unless it is there as its sources say.
 *
 * @param {string} root the clone
 * @param {string} node the Node that builds it
 * @param {{ name: string, folder: string, sources: readonly string[] }} page as people call it; its folder; the files and folders of the
 *   clone that it is built from, beside the lock file
 * @returns {Promise<void>}
 * @throws {SetupError} that shows what the builder said
 */
export async function preparePage(root, node, { name, folder, sources }) {
  const wanted = hashOf(root, ["package-lock.json", "scripts/setup/page.mjs", ...sources]);
  const built = join(root, folder, "dist");
  const stamp = join(built, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await withProgress(`Building the ${name}`, async () => {
    // Beside the old one, so that a server that runs never finds half of it.
    const next = join(root, folder, `dist-${process.pid}`);
    try {
      const { code, output } = await vite(root, node, join(root, folder), next);
      if (code !== 0) throw new SetupError(`The ${name} could not be built:\n${output}`);
      writeFileSync(join(next, STAMP), wanted);
      rmSync(built, { recursive: true, force: true });
      renameSync(next, built);
    } finally {
      rmSync(next, { recursive: true, force: true });
    }
  });
}

function hashOf(root, sources) {
  const hash = createHash("sha256");
  for (const path of sources.flatMap((source) => filesIn(root, source)).sort())
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

function filesIn(root, source) {
  if (statSync(join(root, source)).isFile()) return [source];
  // Behind a dot are no sources: `.trajet` is the database of an example that runs.
  const names = readdirSync(join(root, source)).filter((name) => !name.startsWith("."));
  return names.flatMap((name) => filesIn(root, `${source}/${name}`));
}

function vite(root, node, folder, outDir) {
  const program = join(root, "node_modules/vite/bin/vite.js");
  const args = [
    program,
    "build",
    folder,
    "--outDir",
    outDir,
    "--logLevel",
    "warn",
    "--configLoader",
    "native",
  ];
  // A test runs as NODE_ENV=test, for which React would be built with all its warnings.
  return runCaptured(node, args, root, { NODE_ENV: "production" });
}
