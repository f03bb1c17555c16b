import { type Draft, note } from "./draft.ts";
import type { Json } from "./facts.ts";
import type { Run } from "./run.ts";

/** A line about a message, at the clock's now: sendings are of the moment, not of the run's logical time. */
export function noteMessage(
  draft: Draft,
  run: Run,
  message: { readonly channel: string; readonly name: string },
  kind: "sent" | "refused" | "failed" | "skipped",
  data: { readonly [name: string]: Json } = {},
): void {
  note(draft, run, kind, { channel: message.channel, name: message.name, ...data }, draft.now);
}
