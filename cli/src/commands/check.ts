import { FORMATS } from "../output/formats.ts";
import { isWanted, type Target } from "../targets.ts";
import { CLEAN, type CommandContext, PROBLEMS, type Register, WRONG, wholeNumber } from "./context.ts";
import { formatAsked, onEachChangeOf, toldTargets } from "./over-projects.ts";

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
  const { terminal, exit } = context;
  const command = program
    .command("check")
    .description("Check projects, and say of each mistake what to write instead.")
    .argument("[paths...]", "projects, or files or folders in them; the project here unless said")
    .option("--format <format>", `${FORMATS.join(", ")}; pretty unless said, github under GitHub Actions`)
    .option("--max-warnings <number>", "exit 1 if there are more warnings than this")
    .option("--watch", "check again whenever a file changes, until Ctrl-C")
    .action(async (paths: readonly string[], options: Options) => {
      const format = formatAsked(FORMATS, ["json", "sarif", "junit"], options, terminal);
      const maxWarnings = mostWarnings(options);
      const { targets, empty } = toldTargets(paths, command, context);
      const wish = { targets, format, maxWarnings };
      if (options.watch === true)
        return onEachChangeOf(targets, context, async () =>
          (await checkOnce(wish, context)) ? CLEAN : PROBLEMS,
        );
      if (!(await checkOnce(wish, context))) exit(PROBLEMS);
      if (empty.length > 0) exit(WRONG);
    });
};

function mostWarnings({ maxWarnings }: Options): number {
  return maxWarnings === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--max-warnings", maxWarnings);
}

/** Checks what is wished for, and says what is wrong. True if that lets it pass. */
async function checkOnce(wish: Wish, { terminal, disk }: CommandContext): Promise<boolean> {
  const { checkFolder } = await import("../checking.ts");
  const { writeDiagnostics } = await import("../output/write.ts");
  const parts = await Promise.all(
    wish.targets.map(async (target) => {
      const checked = await checkFolder(target.folder, disk);
      return { checked, shown: checked.diagnostics.filter(({ file }) => isWanted(target, file)) };
    }),
  );
  const { errors, warnings } = writeDiagnostics(parts, wish.format, terminal);
  return errors === 0 && warnings <= wish.maxWarnings;
}
