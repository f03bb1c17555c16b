import type { SimulatedEntry } from "../../runtime/src/simulator/virtual-host.ts";
import { WITHOUT_STEP } from "./scopes.ts";
import type { Line } from "./world.ts";

/* The engine's timelines in the lines by which both sides are compared. Wordings (reasons, summaries) are left out. */

export function linesOf(journal: readonly SimulatedEntry[]): readonly Line[] {
  const runs = new Map<string, Map<string, number>>();
  return journal.map((entry) => {
    const { at, contact, journey, kind, step } = entry;
    const known = runs.get(contact) ?? new Map<string, number>();
    runs.set(contact, known);
    if (entry.run !== "" && !known.has(entry.run)) known.set(entry.run, known.size + 1);
    return {
      at,
      contact,
      journey,
      run: entry.run === "" ? 0 : (known.get(entry.run) ?? 0),
      kind,
      step: WITHOUT_STEP.has(kind) ? null : step,
      detail: detailOf(entry),
    };
  });
}

function detailOf({ kind, data }: SimulatedEntry): string {
  const text = (name: string): string => (data[name] === undefined ? "" : String(data[name]));
  const until = (): string => (typeof data.until === "string" ? String(Date.parse(data.until)) : "");
  switch (kind) {
    case "delayed":
    case "waiting":
      return until();
    case "branched":
    case "split":
    case "matched":
      return text("arm");
    case "held":
      return `${text("by")} ${until()}`.trim();
    case "converted":
      return text("goal");
    case "entered":
    case "exited":
    case "refused":
    case "finished":
    case "timedOut":
    case "failed":
      return "";
    case "unsubscribed":
    case "subscribed":
      return text("channel");
    default:
      return text("name");
  }
}
