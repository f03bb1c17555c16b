import type { ContactView, TimelineEntry } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly export?: boolean;
  readonly erase?: boolean;
  readonly format: string;
}

export const registerContact: Register = (program, { terminal }) => {
  const command = program
    .command("contact")
    .description("Show a contact, and all that was decided about it.")
    .argument("<id>", "the contact's id or e-mail address")
    .option("--export", "everything that is stored of the contact, as JSON")
    .option("--erase", "end the contact's runs and forget who it was; this cannot be undone")
    .option("--format <format>", "text or json", "text")
    .action(async (id: string, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      if (options.export === true && options.erase === true)
        throw new UsageError(
          "--export and --erase are two things: export first, look at it, and erase then.",
        );
      const folder = projectFolder(command, terminal);
      if (options.export === true) return exportContact(id, folder, terminal);
      if (options.erase === true) return eraseContact(id, format, folder, terminal);
      const view = await withBackend(folder, terminal, (backend) => backend.contact(id));
      if (view === undefined) throw new UsageError(`There is no contact ${id}.`);
      if (format === "json")
        printJson(terminal, { version: 1, contact: view.contact, timeline: view.timeline });
      else terminal.out(text(view));
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

function text({ contact, timeline }: ContactView): string {
  const about = [
    ...Object.entries(contact.fields).map(([name, value]) => [name, shown(value)]),
    ["tags", contact.tags.join(", ")],
    ["groups", contact.groups.join(", ")],
    ...Object.entries(contact.consent).map(([channel, status]) => [`consent to ${channel}`, status]),
  ].filter(([, value]) => value !== "");
  const width = Math.max(0, ...about.map(([name = ""]) => name.length));
  const lines = about.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`);
  const happened = timeline.length === 0 ? ["No journey has touched this contact."] : timeline.map(entryLine);
  return `${[`${contact.id} in ${contact.audience}`, ...lines, "", ...happened].join("\n")}\n`;
}

/** A value as a person writes it: `49.90 EUR`, `mug, plate`. */
function shown(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if ("amount" in value && "currency" in value) return `${value.amount} ${value.currency}`;
  return JSON.stringify(value);
}

/** Members of an entry that need no name before them. */
const SPEAKS_FOR_ITSELF = new Set(["name", "channel", "value", "reason", "until"]);

/**
 * `2026-11-24T10:00:00+01:00  Welcome  branched arm 0  (welcome.journey:8)  because contact.points > 100, with
 * contact.points 120`, on one line.
 */
function entryLine({
  at,
  kind,
  journey,
  source,
  because,
  saw,
  run,
  program,
  step,
  ...more
}: TimelineEntry): string {
  const what = Object.entries(more).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    return SPEAKS_FOR_ITSELF.has(name) ? [shown(value)] : [`${name} ${shown(value)}`];
  });
  const where = source === undefined ? "" : `  (${source.file}:${source.line})`;
  const why = because === undefined ? "" : `  because ${because}`;
  return `${at}  ${journey}  ${[kind, ...what].join(" ")}${where}${why}${inputs(saw)}`;
}

/** What a decision read. A text stands in quotation marks, so that `vip` and a field of that name are told apart. */
function inputs(saw: TimelineEntry["saw"]): string {
  const read = Object.entries(saw ?? {}).map(([name, value]) => {
    if (value === null) return `${name} missing`;
    return `${name} ${typeof value === "string" ? JSON.stringify(value) : shown(value)}`;
  });
  return read.length === 0 ? "" : `, with ${read.join(", ")}`;
}
