import { FORMATS } from "../output/formats.ts";
import { emptySentence, isWanted, type Target, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { CLEAN, type CommandContext, oneOf, PROBLEMS, type Register, WRONG, wholeNumber } from "./context.ts";

interface Options {
  readonly format?: string;
  readonly maxWarnings?: string;
  readonly watch?: boolean;
}

/** What is asked of a check, understood. */
interface Wish {
  readonly targets: readonly Target[];
  readonly format: (typeof FORMATS)[number];
  readonly maxWarnings: number;
}

export const registerCheck: Register = (program, context) => {
  const { terminal, exit, disk } = context;
  const command = program
    .command("check")
    .description("Check projects, and say of each mistake what to write instead.")
    .argument("[paths...]", "projects, or files or folders in them; the project here unless said")
    .option("--format <format>", `${FORMATS.join(", ")}; pretty unless said, github under GitHub Actions`)
    .option("--max-warnings <number>", "exit 1 if there are more warnings than this")
    .option("--watch", "check again whenever a file changes, until Ctrl-C")
    .action(async (paths: readonly string[], options: Options) => {
      const { project } = command.optsWithGlobals<{ readonly project?: string }>();
      const format = formatOf(options, terminal);
      const maxWarnings = mostWarnings(options);
      const { targets, strays, empty } = targetsOf(paths, project, terminal, disk);
      for (const path of strays) terminal.err(`${path} is no file of a project: it is left out.\n`);
      for (const path of empty) terminal.err(emptySentence(path));
      const wish = { targets, format, maxWarnings };
      if (options.watch === true) return watch(wish, context);
      if (!(await checkOnce(wish, context))) exit(PROBLEMS);
      if (empty.length > 0) exit(WRONG);
    });
};

function formatOf({ format, watch }: Options, terminal: Terminal): Wish["format"] {
  const chosen = format === undefined ? defaultFormat(terminal) : oneOf("--format", FORMATS, format);
  if (watch === true && ["json", "sarif", "junit"].includes(chosen))
    throw new UsageError(`--watch goes on and on, and ${chosen} is one document: take pretty or compact.`);
  return chosen;
}

function defaultFormat({ env, isTerminal }: Terminal): Wish["format"] {
  return env.GITHUB_ACTIONS === "true" && !isTerminal ? "github" : "pretty";
}

function mostWarnings({ maxWarnings }: Options): number {
  return maxWarnings === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--max-warnings", maxWarnings);
}

/** Checks what is wished for, and says what is wrong. True if that lets it pass. */
async function checkOnce(wish: Wish, { terminal, disk }: CommandContext): Promise<boolean> {
  const { checkFolder } = await import("../checking.ts");
  const { writeDiagnostics } = await import("../output/write.ts");
  const parts = await Promise.all(
    wish.targets.map(async (target) => {
      const checked = await checkFolder(target.folder, {}, disk);
      return { checked, shown: checked.diagnostics.filter(({ file }) => isWanted(target, file)) };
    }),
  );
  const { errors, warnings } = writeDiagnostics(parts, wish.format, terminal);
  return errors === 0 && warnings <= wish.maxWarnings;
}

/** Checks again and again. What the last check said is the exit code. */
async function watch(wish: Wish, context: CommandContext): Promise<void> {
  const { onEachChange } = await import("../watch.ts");
  const { terminal, exit } = context;
  await onEachChange(
    wish.targets.map(({ folder }) => folder),
    terminal.interrupted,
    async () => {
      if (terminal.isTerminal) terminal.err(CLEAR);
      exit((await checkOnce(wish, context)) ? CLEAN : PROBLEMS);
      terminal.err("Watching for changes. Ctrl-C ends it.\n");
    },
  );
}

/** Clears the screen and what was scrolled off it, and goes to its corner. */
const CLEAR = "\u001B[2J\u001B[3J\u001B[H";
