import { join, relative, resolve, sep } from "node:path";
import type { CompiledJourney } from "@trajet/compiler";
import { reasonOf } from "../disk.ts";
import { UsageError } from "../usage-error.ts";
import { type CommandContext, oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";

interface Options {
  readonly output?: string;
  readonly format: string;
}

export const registerBuild: Register = (program, context) => {
  const { terminal, disk, exit } = context;
  const command = program
    .command("build")
    .description("Write each journey's program as canonical JSON.")
    .argument("[folder]", "the project's folder, or one inside it; the one you are in unless said")
    .option("-o, --output <dir>", "where to; dist in the project unless said")
    .option("--format <format>", "text or json", "text")
    .action(async (path: string | undefined, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const { checkFolder } = await import("../checking.ts");
      const { writeDiagnostics } = await import("../output/write.ts");
      const checked = await checkFolder(projectFolder(command, terminal, path), disk);
      if (checked.diagnostics.length > 0)
        writeDiagnostics([{ checked, shown: checked.diagnostics }], "pretty", terminal);
      if (checked.compiled === undefined) return exit(PROBLEMS);
      for (const sentence of checked.leftOut) terminal.err(`${sentence}\n`);
      const folder = resolve(terminal.cwd, options.output ?? join(checked.project.folder, "dist"));
      const programs = await write(checked.compiled.journeys, folder, context);
      if (format === "json") printJson(terminal, { version: 1, programs });
      else
        for (const { journey, hash, file } of programs)
          terminal.out(`${journey}  ${hash.slice(0, 12)}  ${file}\n`);
    });
};

async function write(
  journeys: readonly CompiledJourney[],
  folder: string,
  { terminal, disk }: CommandContext,
) {
  const { canonicalJson, suspends } = await import("@trajet/compiler");
  const place = relative(terminal.cwd, folder) || ".";
  refusing(place, () => disk.makeFolder(folder));
  return journeys.map(({ hash, program }) => {
    const path = join(folder, `${program.journey}.json`);
    const file = relative(terminal.cwd, path).split(sep).join("/");
    refusing(file, () => disk.write(path, canonicalJson(program)));
    const steps = Object.values(program.steps);
    return {
      journey: program.journey,
      hash,
      file,
      segments: program.segments.length,
      suspensions: steps.filter(suspends).length,
      steps: steps.length,
    };
  });
}

/** @throws UsageError if the system refuses it */
function refusing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new UsageError(`${path} cannot be written: ${reason}. Name another folder with -o.`);
  }
}
