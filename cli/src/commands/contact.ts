import type { ContactView, TimelineEntry } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

export const registerContact: Register = (program, { terminal }) => {
  const command = program
    .command("contact")
    .description("Show a contact, and all that was decided about it.")
    .argument("<id>", "the contact's id or e-mail address")
    .option("--format <format>", "text or json", "text")
    .action(async (id: string, options: { readonly format: string }) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const view = await withBackend(projectFolder(command, terminal), terminal, (backend) =>
        backend.contact(id),
      );
      if (view === undefined) throw new UsageError(`There is no contact ${id}.`);
      if (format === "json")
        printJson(terminal, { version: 1, contact: view.contact, timeline: view.timeline });
      else terminal.out(text(view));
    });
};

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

/** `2026-11-24T10:00:00+01:00  WelcomeSeries  sent Welcome  (journeys/welcome.journey:8) because send email Welcome` */
function entryLine({
  at,
  kind,
  journey,
  source,
  because,
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
  return `${at}  ${journey}  ${[kind, ...what].join(" ")}${where}${why}`;
}
