import { Command, CommanderError } from "commander";
import { CLEAN, type CommandContext, WRONG } from "./commands/context.ts";
import { registerCommands } from "./commands/index.ts";
import { databaseLetter } from "./database-letter.ts";
import { type Disk, nodeDisk, reasonOf } from "./disk.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { commandMeant, usageLetter } from "./usage-letter.ts";

/** Runs one command line. Never throws; the number is the exit code. */
export async function main(
  args: readonly string[],
  terminal: Terminal,
  disk: Disk = nodeDisk,
): Promise<number> {
  let code = CLEAN;
  const program = createProgram({
    terminal,
    disk,
    exit: (result) => {
      code = result;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return report(error, program, terminal);
  }
}

function createProgram(context: CommandContext): Command {
  const program = new Command("trajet")
    .description("Customer journeys as code.")
    .version("0.1.0", "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .option("--project <dir>", "the project's folder, or one inside it")
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ writeOut: context.terminal.out, writeErr: () => undefined });
  registerCommands(program, context);
  return program;
}

function report(error: unknown, program: Command, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    if (error.code === "commander.help") terminal.err(commandMeant(program).helpInformation());
    const later = error.code === "commander.unknownCommand" ? laterCommand(program.args[0]) : undefined;
    if (error.exitCode === 0 || error.code === "commander.help") return error.exitCode === 0 ? CLEAN : WRONG;
    terminal.err(`trajet: ${later ?? usageLetter(error, program)}\n`);
    return WRONG;
  }
  terminal.err(`trajet: ${error instanceof UsageError ? error.message : ofTheSystemOrOurs(error)}\n`);
  return WRONG;
}

/** Commands that the design names and this version does not have: who types one has read of it. */
const LATER: readonly string[] = ["plan", "deploy"];

function laterCommand(name: string | undefined): string | undefined {
  if (name === undefined || !LATER.includes(name)) return undefined;
  return `trajet ${name} comes with a later version. docs/features.md says what works; trajet --help lists the commands.`;
}

function ofTheSystemOrOurs(error: unknown): string {
  const letter = databaseLetter(error);
  if (letter !== undefined) return `The database: ${letter.detail} ${letter.fix}`;
  const reason = reasonOf(error);
  const path = error instanceof Error && "path" in error ? String(error.path) : "A file";
  return reason === undefined
    ? `this is a mistake of ours: ${stackOf(error)}`
    : `${path} cannot be used: ${reason}.`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
