import type { ContactView, TimelineEntry } from "../runtime.ts";

/** A contact, and all that was decided about it, one line each. */
export function contactText({ contact, timeline }: ContactView): string {
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
const SPEAKS_FOR_ITSELF = new Set(["name", "value"]);
/** These come last, in this order: `refused Hello (email): 550 no such mailbox`, `held Hello (email) by window until …: …`. */
const LAST: Readonly<Record<string, (value: string) => string>> = {
  channel: (value) => ` (${value})`,
  by: (value) => ` by ${value}`,
  until: (value) => ` until ${value}`,
  reason: (value) => `: ${value}`,
};

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
  const said = new Map(Object.entries(more).filter(([, value]) => value !== null && value !== undefined));
  const what = [...said]
    .filter(([name]) => LAST[name] === undefined)
    .map(([name, value]) => (SPEAKS_FOR_ITSELF.has(name) ? shown(value) : `${name} ${shown(value)}`));
  const after = Object.entries(LAST).map(([name, write]) =>
    said.has(name) ? write(shown(said.get(name))) : "",
  );
  const where = source === undefined ? "" : `  (${source.file}:${source.line})`;
  const why = because === undefined ? "" : `  because ${because}`;
  return `${at}  ${journey}  ${[kind, ...what].join(" ")}${after.join("")}${where}${why}${inputs(saw)}`;
}

/** What a decision read. A text stands in quotation marks, so that `vip` and a field of that name are told apart. */
function inputs(saw: TimelineEntry["saw"]): string {
  const read = Object.entries(saw ?? {}).map(([name, value]) => {
    if (value === null) return `${name} missing`;
    return `${name} ${typeof value === "string" ? JSON.stringify(value) : shown(value)}`;
  });
  return read.length === 0 ? "" : `, with ${read.join(", ")}`;
}
