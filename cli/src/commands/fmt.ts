import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { findProject, readProject } from "../project.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { PROBLEMS, projectFolder, type Register } from "./context.ts";

export const registerFmt: Register = (program, { terminal, exit }) => {
  const command = program
    .command("fmt")
    .description("Write .journey files in their canonical form.")
    .argument(
      "[paths...]",
      "files or folders; - is standard input, to standard output; the project unless said",
    )
    .option("--check", "change nothing, list the files that differ, and exit 1 if there are any")
    .action(async (paths: readonly string[], options: { readonly check?: boolean }) => {
      const { format, parse } = await import("@trajet/grammar");
      if (paths.length === 1 && paths[0] === "-") {
        terminal.out(format(await textOf(terminal.stdin)).text);
        return;
      }
      const files =
        paths.length === 0 ? journeysIn(projectFolder(command, terminal)) : filesOf(paths, terminal);
      const differing = files.filter((file) => differs(file, format, options.check === true));
      for (const file of differing) terminal.out(`${relative(terminal.cwd, file)}\n`);
      const broken = files.filter((file) => parse(readFileSync(file, "utf8")).problems.length > 0);
      for (const file of broken) {
        const name = relative(terminal.cwd, file);
        terminal.err(`${name} has mistakes: what they stand in is left as it is. trajet check says which.\n`);
      }
      if (broken.length > 0 || (options.check && differing.length > 0)) exit(PROBLEMS);
    });
};

/** Whether a file is not in its canonical form; it is rewritten unless only asked. */
function differs(file: string, format: typeof import("@trajet/grammar").format, only: boolean): boolean {
  const { text, changed } = format(readFileSync(file, "utf8"));
  if (changed && !only) writeFileSync(file, text);
  return changed;
}

function filesOf(paths: readonly string[], { cwd }: Terminal): readonly string[] {
  return paths.flatMap((path) => {
    const whole = resolve(cwd, path);
    if (!existsSync(whole)) throw new UsageError(`There is no ${path}.`);
    if (!statSync(whole).isDirectory()) return [whole];
    return journeysIn(findProject(whole)).filter((file) => file.startsWith(`${whole}/`) || file === whole);
  });
}

function journeysIn(folder: string): readonly string[] {
  const { files } = readProject(folder);
  return [...files.keys()].filter((path) => path.endsWith(".journey")).map((path) => resolve(folder, path));
}

async function textOf(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
