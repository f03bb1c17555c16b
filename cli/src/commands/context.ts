import { resolve } from "node:path";
import type { Command } from "commander";
import type { Disk } from "../disk.ts";
import { findProject } from "../project.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** What a command is given beside its own arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly disk: Disk;
  /** Sets the exit code; 0 unless said. */
  readonly exit: (code: number) => void;
}

/** Adds a command to the program. Each command has a file of its own, and loads what it needs only when it runs. */
export type Register = (program: Command, context: CommandContext) => void;

/** Exit codes: all is well, problems were found, wrong usage or an error of ours. */
export const CLEAN = 0;
export const PROBLEMS = 1;
export const WRONG = 2;

/**
 * The project's folder: from `--project`, a path given, or the working directory.
 *
 * @throws UsageError if there is none
 */
export function projectFolder(command: Command, terminal: Terminal, path?: string): string {
  const { project } = command.optsWithGlobals<{ readonly project?: string }>();
  return findProject(resolve(terminal.cwd, project ?? path ?? "."));
}

/** @throws UsageError if the text is none of the choices */
export function oneOf<T extends string>(option: string, choices: readonly T[], text: string): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} is one of ${choices.join(", ")}; "${text}" is none of them.`);
}

/** @throws UsageError for anything but a whole number from 0 */
export function wholeNumber(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`${option} takes a whole number; "${text}" is none.`);
}

/** @throws UsageError for anything but a port; 0 takes any free one */
export function portNumber(option: string, text: string): number {
  const port = wholeNumber(option, text);
  if (port <= 65_535) return port;
  throw new UsageError(`${option} takes a port, a whole number up to 65535; ${text} is too large.`);
}

/** A result as one JSON document. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}
