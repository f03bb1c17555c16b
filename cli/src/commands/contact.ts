import { mergeContacts } from "../contact/merge-contacts.ts";
import { contactText } from "../output/contact-text.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly export?: boolean;
  readonly erase?: boolean;
  readonly mergeInto?: string;
  readonly yes?: true;
  readonly format: string;
}

export const registerContact: Register = (program, { terminal }) => {
  const command = program
    .command("contact")
    .description("Show a contact, and all that was decided about it.")
    .argument("<id>", "the contact's id or e-mail address")
    .option("--export", "everything that is stored of the contact, as JSON")
    .option("--erase", "end the contact's runs and forget who it was; this cannot be undone")
    .option("--merge-into <other>", "make it one with another contact, which is left; this cannot be undone")
    .option("--yes", "merge without asking")
    .option("--format <format>", "text or json", "text")
    .action(async (id: string, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      if (options.export === true && options.erase === true)
        throw new UsageError(
          "--export and --erase are two things: export first, look at it, and erase then.",
        );
      if (options.mergeInto !== undefined && (options.export === true || options.erase === true))
        throw new UsageError("--merge-into goes alone: export or erase before it, or after it.");
      const folder = projectFolder(command, terminal);
      if (options.mergeInto !== undefined) {
        const merge = { from: id, into: options.mergeInto };
        return withBackend(folder, terminal, (backend) =>
          mergeContacts(backend, terminal, merge, { format, yes: options.yes === true }),
        );
      }
      if (options.export === true) return exportContact(id, folder, terminal);
      if (options.erase === true) return eraseContact(id, format, folder, terminal);
      const view = await withBackend(folder, terminal, (backend) => backend.contact(id));
      if (view === undefined) throw new UsageError(`There is no contact ${id}.`);
      if (format === "json")
        printJson(terminal, { version: 1, contact: view.contact, timeline: view.timeline });
      else terminal.out(contactText(view));
    });
};

async function exportContact(id: string, folder: string, terminal: Terminal): Promise<void> {
  const found = await withBackend(folder, terminal, (backend) => backend.exportContact(id));
  if (found === undefined) throw new UsageError(`There is no contact ${id}.`);
  printJson(terminal, { version: 1, contact: found.contact, data: found.data });
}

async function eraseContact(id: string, format: string, folder: string, terminal: Terminal): Promise<void> {
  const erased = await withBackend(folder, terminal, (backend) => backend.eraseContact(id));
  if (erased === undefined)
    throw new UsageError(`There is no contact with the id ${id}; an address is not enough here.`);
  if (format === "json") printJson(terminal, { version: 1, contact: id, runs: erased.runs });
  else
    terminal.err(`${id} is erased; ${erased.runs} ${erased.runs === 1 ? "run has" : "runs have"} ended.\n`);
}
