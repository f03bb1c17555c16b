import { askFirst } from "../ask-first.ts";
import type { Backend, Merged } from "../backend/backend.ts";
import { printJson } from "../commands/context.ts";
import type { Terminal } from "../terminal.ts";

type Done = Extract<Merged, { readonly result: "written" }>;

/**
 * Says what becomes of two contacts that are merged, asks, and merges them.
 *
 * @throws UsageError where they cannot be merged, where nobody can be asked, and where the answer is no
 */
export async function mergeContacts(
  backend: Pick<Backend, "mergeContacts">,
  terminal: Terminal,
  merge: { readonly from: string; readonly into: string },
  { format, yes }: { readonly format: string; readonly yes: boolean },
): Promise<void> {
  const trial = await backend.mergeContacts({ ...merge, dryRun: true });
  if (trial.result === "written" && !yes) await askFirst(terminal, consequenceOf(trial));
  const done = trial.result === "written" ? await backend.mergeContacts(merge) : trial;
  if (format === "json") printJson(terminal, { version: 1, ...done });
  else if (done.result === "unchanged")
    terminal.out(`${merge.from} and ${merge.into} are ${done.contact} already.\n`);
  else terminal.out(`${done.from} is merged into ${done.contact}: ${countsOf(done)}.\n`);
}

function consequenceOf(trial: Done): string {
  return `${trial.from} becomes ${trial.contact}, for good: ${countsOf(trial)}.`;
}

/** `3 orders, 1 run goes on (Welcome), 2 runs end (WinBack, Birthday)` */
function countsOf({ orders, goOn, end }: Done): string {
  return [
    `${orders} ${orders === 1 ? "order" : "orders"}`,
    runs(goOn, "goes on", "go on"),
    runs(end, "ends", "end"),
  ].join(", ");
}

function runs(journeys: readonly string[], one: string, several: string): string {
  const count = journeys.length;
  const names = count === 0 ? "" : ` (${journeys.join(", ")})`;
  return `${count} ${count === 1 ? `run ${one}` : `runs ${several}`}${names}`;
}
