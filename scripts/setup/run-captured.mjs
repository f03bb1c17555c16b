import { spawn } from "node:child_process";

/**
 * Runs a script under a Node to its end, and keeps what it says instead of showing it.
 *
 * @param {string} node the executable
 * @param {readonly string[]} args the script and its arguments
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} [env] beside those of this process
 * @returns {Promise<{ code: number | null, output: string }>} its exit code, `null` where a signal ended it, and both its outputs
 */
export function runCaptured(node, args, cwd, env = {}) {
  const child = spawn(node, args, {
    cwd,
    env: { ...process.env, ...env },
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
