import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { segmentsCheck } from "./doctor-segments.ts";

interface DoctorOptions {
  readonly segments?: boolean;
  readonly repair?: boolean;
  readonly format: string;
}

/** What was looked at, and what to do where it is not well. */
export interface DoctorCheck {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  readonly fix?: string;
}

const FORMATS = ["text", "json"] as const;

export const registerDoctor: Register = (program, { terminal, exit }) => {
  const command = program
    .command("doctor")
    .description("Look whether all is well.")
    .requiredOption("--segments", "compute anew who is in each segment, and compare it with what is kept")
    .option("--repair", "with --segments: set down what was computed; nobody enters or leaves by it")
    .option("--format <format>", "text or json", "text")
    .action(async ({ format, repair = false }: DoctorOptions) => {
      const as = oneOf("--format", FORMATS, format);
      const checks = await segmentsCheck(projectFolder(command, terminal), terminal, { repair });
      if (checks.some(({ status }) => status === "fail")) exit(PROBLEMS);
      if (as === "json") printJson(terminal, { version: 1, checks });
      else terminal.out(checks.map(textOf).join(""));
    });
};

function textOf({ name, status, detail, fix }: DoctorCheck): string {
  return `${status.padEnd(4)}  ${name}: ${detail}${fix === undefined ? "" : `\n      ${fix}`}\n`;
}
