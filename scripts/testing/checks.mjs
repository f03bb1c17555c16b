import { join } from "node:path";
import { runCaptured } from "../setup/run-captured.mjs";

/** The folders whose imports the rules speak of. */
const PACKAGES = [
  "grammar",
  "compiler",
  "runtime",
  "lsp",
  "cli",
  "vscode-extension",
  "console",
  "playground",
];

/**
 * The checks of the sources; each counts as one test. `program` is a path in the clone.
 *
 * @type {readonly { name: string, program: string, args: readonly string[] }[]}
 */
export const SOURCE_CHECKS = [
  { name: "types", program: "node_modules/typescript/bin/tsc", args: ["-p", "."] },
  { name: "types of the console", program: "node_modules/typescript/bin/tsc", args: ["-p", "console"] },
  { name: "types of the playground", program: "node_modules/typescript/bin/tsc", args: ["-p", "playground"] },
  {
    name: "types of the map's page",
    program: "node_modules/typescript/bin/tsc",
    args: ["-p", "vscode-extension/page"],
  },
  {
    name: "lint and format",
    program: "node_modules/@biomejs/biome/bin/biome",
    args: ["check", "--error-on-warnings", "--colors=off", "."],
  },
  {
    name: "import rules",
    program: "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
    args: ["--config", ".dependency-cruiser.mjs", "--output-type", "err", ...PACKAGES],
  },
];

/**
 * Runs a check under the running Node.
 *
 * @param {string} root
 * @param {{ name: string, program: string, args: readonly string[] }} check
 * @returns {Promise<import("./outcome.mjs").Outcome>} its output as detail if it failed
 */
export async function runCheck(root, { name, program, args }) {
  const { code, output } = await runCaptured(process.execPath, [join(root, program), ...args], root);
  return code === 0
    ? { name, passed: 1, failed: 0, skipped: 0 }
    : { name, passed: 0, failed: 1, skipped: 0, detail: output };
}
