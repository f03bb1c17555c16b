import type { CompiledProject } from "@trajet/compiler";
import type { SendingReport } from "../runtime.ts";
import { sentence } from "../sentence.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly to: string;
  readonly arg: readonly string[];
  readonly id?: string;
  readonly dryRun?: boolean;
  readonly format: string;
}

export const registerSend: Register = (program, { terminal, exit }) => {
  const command = program
    .command("send")
    .description(
      "Send a message to one contact, through the same consent, hours and limits as from a journey.",
    )
    .argument("<message>", "as the project declares it")
    .requiredOption("--to <contact>", "the contact's id or e-mail address")
    .option("--arg <name=value...>", "a value for one of the message's parameters", [])
    .option("--id <id>", "what you call this sending: the same again sends nothing")
    .option("--dry-run", "only say what would become of it")
    .option("--format <format>", "text or json", "text")
    .action(async (message: string, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const folder = projectFolder(command, terminal);
      const report = await withBackend(folder, terminal, async (backend, { compiled }) => {
        if (compiled === undefined)
          throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
        return backend.send({
          message,
          contact: options.to,
          args: await argsOf(compiled, message, options.arg),
          id: options.id ?? crypto.randomUUID(),
          dryRun: options.dryRun === true,
        });
      });
      if (format === "json") printJson(terminal, report);
      else tell(report, options.dryRun === true, terminal);
      if (report.refused.length > 0) exit(PROBLEMS);
    });
};

/** @throws UsageError for what the message has no parameter for, or a value of another type */
export async function argsOf(project: CompiledProject, name: string, given: readonly string[]) {
  const { readAsked } = await import("../runtime.ts");
  const pairs = given.map((text) => {
    const at = text.indexOf("=");
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new UsageError(`--arg takes a name and a value, as --arg code=SPRING; "${text}" is none.`);
  });
  const asked = readAsked(project, name, Object.fromEntries(pairs), "text");
  if ("reason" in asked) throw new UsageError(sentence(asked.reason));
  return asked.value.args;
}

function tell({ sent, refused }: SendingReport, dry: boolean, terminal: Terminal): void {
  for (const { contact, message, id, repeated } of sent) {
    if (dry) terminal.out(`${message} would be sent to ${contact}.\n`);
    else if (repeated)
      terminal.out(`${message} was sent to ${contact} before, as ${id}: nothing is sent again.\n`);
    else terminal.out(`${message} is on its way to ${contact}, as ${id}.\n`);
  }
  for (const { contact, reason } of refused) terminal.err(`Nothing is sent to ${contact}: ${reason}.\n`);
}
