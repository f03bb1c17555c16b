// Long commands, told as they go: one line at the start, one line every few seconds, their output only if they fail.
import { spawn } from "node:child_process";

/**
 * Runs a command to its end, with a line of progress every five seconds.
 * @param {string} title what it does, for people
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @throws {Error} with the end of the command's output, if it cannot be started or ends with another code than 0
 */
export async function run(title, command, args, options = {}) {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  console.log(`     ${title} …`);
  const ticking = setInterval(() => console.log(`     ${title}: ${seconds()} so far`), 5000);
  const output = [];
  try {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    if (code !== 0) throw new Error(`exit code ${code}`);
    console.log(`     ${title}: done in ${seconds()}`);
  } catch (problem) {
    const said = Buffer.concat(output).toString().trimEnd().split("\n").slice(-25).join("\n");
    throw new Error(`${title} failed (${command} ${args.join(" ")}): ${problem.message}\n${said}`);
  } finally {
    clearInterval(ticking);
  }
}
