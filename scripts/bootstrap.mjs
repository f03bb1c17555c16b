// Where `npm start` and `npm test` begin. Plain JavaScript for any Node ≥ 18: it makes a fresh clone ready, and goes on
// under Node 24, which runs our TypeScript as it is.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareStart } from "../cli/start/program.mjs";
import { prepareConsole } from "./setup/console.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { prepareFirstStart } from "./setup/first-start.mjs";
import { findNode24 } from "./setup/node24.mjs";
import { runUnder } from "./setup/run-under.mjs";
import { SetupError } from "./setup/setup-error.mjs";
import { prepareTemporal } from "./setup/temporal.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each command runs under Node 24, after the set-up. */
const COMMANDS = {
  start: ["cli/bin.ts", "dev", "examples/shop"],
  test: ["scripts/test.mjs"],
  "test:vscode": ["scripts/test-vscode.mjs"],
  playground: ["playground/build/build.ts"],
  "tree-sitter": ["scripts/tree-sitter.ts"],
  "package:vscode": ["vscode-extension/build/package.ts"],
  "bench:cli": ["bench/cli/run.ts"],
  "bench:compiler": ["bench/compiler/run.ts"],
  "bench:console": ["bench/console/run.ts"],
  "bench:engine": ["bench/engine/run.ts"],
  "bench:ingest": ["bench/ingest/run.ts"],
  "bench:loyalty": ["bench/loyalty/run.ts"],
  "bench:lsp": ["bench/lsp/run.ts"],
  "bench:memory": ["bench/memory/run.ts"],
  "bench:playground": ["bench/playground/run.ts"],
  "bench:sending": ["bench/sending/run.ts"],
  "bench:simulator": ["bench/simulator/run.ts"],
  "bench:test": ["bench/test/run.ts"],
  setup: undefined,
};

async function main([command, ...args]) {
  if (command === undefined || !Object.hasOwn(COMMANDS, command)) {
    throw new SetupError(`Say what to run: node scripts/bootstrap.mjs ${Object.keys(COMMANDS).join("|")}.`);
  }
  requireNode18();
  const { node, temporal } = await setUp();
  const target = COMMANDS[command];
  if (target === undefined) {
    console.error(`Ready: Node ${node}, Temporal ${temporal}.`);
    return 0;
  }
  const [script, ...fixed] = target;
  return runUnder(node, [join(root, script), ...fixed, ...args], root);
}

function requireNode18() {
  if (Number.parseInt(process.versions.node, 10) < 18) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: install Node 18 or newer from https://nodejs.org.`,
    );
  }
}

async function setUp() {
  await installDependencies(root);
  const node = findNode24(root);
  await prepareStart(root, node);
  await prepareFirstStart(root, node);
  await prepareConsole(root, node);
  return { node, temporal: await prepareTemporal() };
}

function report(error) {
  if (!(error instanceof SetupError)) {
    console.error(error);
    return;
  }
  if (error.log !== undefined) console.error(firstErrors(readFileSync(error.log, "utf8")));
  console.error(`trajet: ${error.message}${error.log === undefined ? "" : ` (log: ${error.log})`}`);
}

/** npm says what went wrong first, and its usage after it. */
function firstErrors(log) {
  const lines = log.split("\n");
  const errors = lines.filter((line) => /^npm (error|ERR!) \S/.test(line));
  return (errors.length > 0 ? errors : lines).slice(0, 12).join("\n");
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    report(error);
    process.exit(2);
  },
);
