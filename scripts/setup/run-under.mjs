import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";

/** What a terminal or a supervisor sends; each goes on to the child. */
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Runs a script under another Node, in the foreground, with that Node first on the PATH.
 *
 * @param {string} node the executable
 * @param {readonly string[]} args the script and its arguments
 * @param {string} cwd
 * @returns {Promise<number>} the child's exit code, 128 + n where signal n ended it
 */
export function runUnder(node, args, cwd) {
  const child = spawn(node, args, {
    cwd,
    stdio: "inherit",
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` },
  });
  const listeners = Object.keys(SIGNAL_NUMBERS).map((signal) => ({ signal, pass: () => child.kill(signal) }));
  for (const { signal, pass } of listeners) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      for (const listener of listeners) process.off(listener.signal, listener.pass);
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}
