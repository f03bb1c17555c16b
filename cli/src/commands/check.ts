import { resolve } from "node:path";
import { projectPath, readProject } from "../project.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, projectFolder, type Register, wholeNumber } from "./context.ts";

interface Options {
  readonly format?: string;
  readonly maxWarnings?: string;
}

const FORMATS = ["pretty", "compact", "json", "github"] as const;

export const registerCheck: Register = (program, { terminal, exit }) => {
  const command = program
    .command("check")
    .description("Check a project, and say of each mistake what to write instead.")
    .argument("[paths...]", "show only these files or folders; all of the project unless said")
    .option("--format <format>", `${FORMATS.join(", ")}; pretty unless said, github under GitHub Actions`)
    .option("--max-warnings <number>", "exit 1 if there are more warnings than this")
    .action(async (paths: readonly string[], options: Options) => {
      const format =
        options.format === undefined ? defaultFormat(terminal) : oneOf("--format", FORMATS, options.format);
      const most =
        options.maxWarnings === undefined
          ? Number.POSITIVE_INFINITY
          : wholeNumber("--max-warnings", options.maxWarnings);
      const folder = projectFolder(command, terminal, paths[0]);
      const { check } = await import("../checking.ts");
      const { writeDiagnostics } = await import("../diagnostics-output.ts");
      const checked = check(readProject(folder));
      const wanted = paths.map((path) => wantedPath(folder, resolve(terminal.cwd, path), path));
      const shown = checked.diagnostics.filter(({ file }) => isWanted(file, wanted));
      const { errors, warnings } = writeDiagnostics(checked, shown, format, terminal);
      if (errors > 0 || warnings > most) exit(PROBLEMS);
    });
};

function defaultFormat({ env, isTerminal }: Terminal): (typeof FORMATS)[number] {
  return env.GITHUB_ACTIONS === "true" && !isTerminal ? "github" : "pretty";
}

/** A path as the project calls it; the empty one is the whole project. */
function wantedPath(folder: string, path: string, given: string): string {
  const inside = projectPath(folder, path);
  if (inside.startsWith("../"))
    throw new UsageError(`${given} is not in the project of ${folder}: check one project at a time.`);
  return inside;
}

function isWanted(file: string, wanted: readonly string[]): boolean {
  return (
    wanted.length === 0 || wanted.some((path) => path === "" || file === path || file.startsWith(`${path}/`))
  );
}
