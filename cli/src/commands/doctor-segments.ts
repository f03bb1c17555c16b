import type { Check } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";

import { withStore } from "./with-store.ts";

/**
 * Computes anew who is in each segment, and who has not done something for a time: all is well, or a failure for each
 * contact of whom something else is kept.
 *
 * @throws UsageError if the project has errors, or another process has the embedded database
 */
export async function segmentsCheck(
  folder: string,
  terminal: Terminal,
  options: { readonly repair: boolean },
): Promise<readonly Check[]> {
  const found = await withStore(folder, terminal, ({ checkWatches }) => checkWatches(options));
  const { contacts, watches, unfilled, differences } = found;
  const scope = `${contacts} contacts, ${watches} conditions that journeys watch`;
  const waiting = unfilled === 0 ? "" : `; ${unfilled} places are not set down yet, which a worker does`;
  if (differences.length === 0) {
    return [
      { name: "segments", status: "ok", detail: `${scope}: what is kept is what is computed${waiting}` },
    ];
  }
  return differences.map(({ watch, contact, why }) => ({
    name: `segment ${watch}`,
    status: "fail",
    detail: `contact ${contact}: ${why}`,
    fix: options.repair
      ? "It was set down as computed."
      : "Set it down as computed with --repair, and report it: this should not happen.",
  }));
}
