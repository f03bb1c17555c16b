import type { Command } from "commander";
import { emptySentence, type Target, type Targets, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { type CommandContext, oneOf } from "./context.ts";

/** The projects that paths name, for a command that goes over several. What is left out is said. */
export function toldTargets(
  paths: readonly string[],
  command: Command,
  { terminal, disk }: CommandContext,
): Pick<Targets, "targets" | "empty"> {
  const { project } = command.optsWithGlobals<{ readonly project?: string }>();
  const { targets, strays, empty } = targetsOf(paths, project, terminal, disk);
  for (const path of strays) terminal.err(`${path} is no file of a project: it is left out.\n`);
  for (const path of empty) terminal.err(emptySentence(path));
  return { targets, empty };
}

interface Asked {
  readonly format?: string;
  readonly watch?: boolean;
}

/**
 * The format of what is said: pretty unless another is asked for, and the notes of GitHub under GitHub Actions.
 *
 * @param documents those that are one document, which what is watched never ends
 * @throws UsageError if there is no such format, or it cannot be watched
 */
export function formatAsked<F extends string>(
  formats: readonly F[],
  documents: readonly string[],
  { format, watch }: Asked,
  { env, isTerminal }: Terminal,
): F | "pretty" | "github" {
  if (format === undefined) return env.GITHUB_ACTIONS === "true" && !isTerminal ? "github" : "pretty";
  const chosen = oneOf("--format", formats, format);
  if (watch === true && documents.includes(chosen))
    throw new UsageError(`--watch goes on and on, and ${chosen} is one document: take pretty.`);
  return chosen;
}

/** Does something now, and again whenever a file of the projects changes. What the last time gave is the exit code. */
export async function onEachChangeOf(
  targets: readonly Target[],
  { terminal, exit }: CommandContext,
  once: () => Promise<number>,
): Promise<void> {
  const { onEachChange } = await import("../watch.ts");
  await onEachChange(
    targets.map(({ folder }) => folder),
    terminal.interrupted,
    async () => {
      if (terminal.isTerminal) terminal.err(CLEAR);
      exit(await once());
      terminal.err("Watching for changes. Ctrl-C ends it.\n");
    },
  );
}

/** Clears the screen and what was scrolled off it, and goes to its corner. */
const CLEAR = "\u001B[2J\u001B[3J\u001B[H";
