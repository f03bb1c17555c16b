import type { HeldRun, JourneyRow } from "../runtime.ts";
import { textTable } from "../text-table.ts";

const COLUMNS = ["contact", "step", "held by", "since", "until", "why"].map((head) => ({ head }));

/** Who is held in a journey, who has waited longest first; `journey` says how many there are. */
export function heldTable(journey: JourneyRow, held: readonly HeldRun[]): string {
  if (held.length === 0) return `\nNobody is held in ${journey.name}.\n`;
  const rows = held.map(({ contact, step, by, since, until, reason }) => [
    contact,
    step ?? "",
    by,
    since,
    until ?? "the pause ends",
    reason,
  ]);
  const more = heldIn(journey) - held.length;
  return `\n${textTable(COLUMNS, rows)}${more > 0 ? `… and ${more} more: --limit shows more of them.\n` : ""}`;
}

export function heldIn({ held }: JourneyRow): number {
  return Object.values(held).reduce((sum, count) => sum + count, 0);
}

/** How far those are who were held in a pause that is over, or who leave a journey that was archived. */
export function releasingLine({ name, status, releasing }: JourneyRow): string {
  if (releasing === null) return "";
  const { released, total, until } = releasing;
  const spread = until === null ? "" : `, until ${until}`;
  const what = status === "archived" ? "have been told to leave" : "go on";
  return `\n${name}: ${released} of ${total} ${what}${spread}.\n`;
}
