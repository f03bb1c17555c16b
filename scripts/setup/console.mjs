import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withProgress } from "./progress.mjs";
import { SetupError } from "./setup-error.mjs";

const STAMP = ".built-from";

/**
 * Builds the page of the console into `console/dist`, unless it is there as its sources say.
 *
 * @param {string} root the clone
 * @param {string} node the Node that builds it
 * @returns {Promise<void>}
 * @throws {SetupError} that shows what the builder said
 */
export async function prepareConsole(root, node) {
  const folder = join(root, "console");
  const wanted = hashOfSources(root, folder);
  const built = join(folder, "dist");
  const stamp = join(built, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await withProgress("Building the console", async () => {
    // Beside the old one, so that a server that runs never finds half of it.
    const next = join(folder, `dist-${process.pid}`);
    try {
      const { code, output } = await vite(root, node, folder, next);
      if (code !== 0) throw new SetupError(`The console could not be built:\n${output}`);
      writeFileSync(join(next, STAMP), wanted);
      rmSync(built, { recursive: true, force: true });
      renameSync(next, built);
    } finally {
      rmSync(next, { recursive: true, force: true });
    }
  });
}

function hashOfSources(root, folder) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const sources = readdirSync(join(folder, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const settings = ["index.html", "package.json", "tsconfig.json", "vite.config.ts"].map((name) =>
    join(folder, name),
  );
  const builder = join(root, "scripts/setup/console.mjs");
  for (const path of [...sources, ...settings, builder].sort()) {
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function vite(root, node, folder, outDir) {
  const program = join(root, "node_modules/vite/bin/vite.js");
  const child = spawn(node, [program, "build", folder, "--outDir", outDir, "--logLevel", "warn"], {
    cwd: root,
    // A test runs as NODE_ENV=test, for which React would be built with all its warnings.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
