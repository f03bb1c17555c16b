import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { withProgress } from "./progress.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Installs what the lock file names, unless it is there already.
 *
 * @param {string} root the clone
 * @returns {Promise<void>}
 * @throws {SetupError} npm is not there, cannot reach its registry, or failed
 */
export async function installDependencies(root) {
  const lockText = readLock(root);
  const hash = createHash("sha256").update(lockText).digest("hex");
  const stamp = join(root, "node_modules", ".trajet-setup");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const lock = JSON.parse(lockText);
  if (!installedAgrees(root, lock)) await runNpm(root, Object.keys(lock.packages).length);
  writeFileSync(stamp, hash);
}

function readLock(root) {
  try {
    return readFileSync(join(root, "package-lock.json"), "utf8");
  } catch {
    throw new SetupError(
      "package-lock.json is missing: clone the repository again, or run `git checkout package-lock.json`.",
    );
  }
}

/**
 * Whether npm has installed just this lock file before, as after `npm install PACKAGE`. npm notes what it installed in a
 * hidden lock file; what is missing there must be optional (another platform's binaries).
 */
function installedAgrees(root, lock) {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const found = installed[path];
    if (found === undefined)
      return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

async function runNpm(root, packages) {
  const log = join(root, ".cache", "npm-ci.log");
  mkdirSync(join(root, ".cache"), { recursive: true });
  await withProgress("Installing dependencies (npm ci)", async (update) => {
    const timer = setInterval(() => update(`${countPackages(root)} of about ${packages} packages`), 500);
    const ended = await spawnNpm(root, log);
    clearInterval(timer);
    if (ended.code !== 0) throw new SetupError(whyNpmFailed(ended, log), log);
  });
}

// Install scripts are left out: nothing here needs one (esbuild and swc bring their binaries as packages), and a machine
// that forbids them behaves like one that allows them.
function spawnNpm(root, log) {
  const output = openSync(log, "w");
  const cli = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const viaNode = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  const child = viaNode
    ? spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ["ignore", output, output] })
    : spawn("npm", args, {
        cwd: root,
        stdio: ["ignore", output, output],
        shell: process.platform === "win32",
      });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, error }));
    child.once("close", (code) => resolve({ code }));
  }).finally(() => closeSync(output));
}

function whyNpmFailed(ended, log) {
  if (ended.error?.code === "ENOENT")
    return "npm was not found: install Node.js with npm (https://nodejs.org) and try again.";
  const text = readFileSync(log, "utf8");
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(text)) {
    return "The npm registry cannot be reached: connect to the internet (or set npm's `registry` or `proxy`) and try again.";
  }
  if (/ENOSPC/.test(text)) return "The disk is full: free about 1 GB and try again.";
  if (/EACCES|EPERM/.test(text))
    return "npm may not write to this folder: give yourself the right to, and try again.";
  return "`npm ci` failed; what it says is above, and the log has the rest: repair what it names and try again.";
}

function countPackages(root) {
  const folder = join(root, "node_modules");
  if (!existsSync(folder)) return 0;
  const scoped = (name) => readdirSync(join(folder, name)).length;
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith("."))
      .reduce((sum, name) => sum + (name.startsWith("@") ? scoped(name) : 1), 0);
  } catch (error) {
    // npm moves folders while we count them.
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return 0;
    throw error;
  }
}
