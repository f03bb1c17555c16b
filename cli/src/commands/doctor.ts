import type { Check } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { examineProject } from "./doctor-project.ts";
import { segmentsCheck } from "./doctor-segments.ts";

interface DoctorOptions {
  readonly segments?: boolean;
  readonly repair?: boolean;
  readonly format: string;
}

const FORMATS = ["text", "json"] as const;

export const registerDoctor: Register = (program, { terminal, exit }) => {
  const command = program
    .command("doctor")
    .description("Look at all that a project needs to run, and say what to do about what is amiss.")
    .option("--segments", "instead, compute anew who is in each segment, and compare it with what is kept")
    .option("--repair", "with --segments: set down what was computed; nobody enters or leaves by it")
    .option("--format <format>", "text or json", "text")
    .action(async ({ format, segments = false, repair = false }: DoctorOptions) => {
      const as = oneOf("--format", FORMATS, format);
      if (repair && !segments) throw new UsageError("--repair goes with --segments.");
      const folder = projectFolder(command, terminal);
      const checks = segments
        ? await segmentsCheck(folder, terminal, { repair })
        : await examineProject(folder, terminal);
      if (checks.some(({ status }) => status === "fail")) exit(PROBLEMS);
      if (as === "json") printJson(terminal, { version: 1, checks });
      else terminal.out(checks.map(textOf).join(""));
    });
};

function textOf({ name, status, detail, fix }: Check): string {
  return `${status.padEnd(4)}  ${name}: ${detail}${fix === undefined ? "" : `\n      ${fix}`}\n`;
}
