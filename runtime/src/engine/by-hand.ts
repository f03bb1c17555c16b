import { type Draft, type LoadedProgram, note } from "./draft.ts";
import type { Json } from "./facts.ts";
import { newRun } from "./new-run.ts";
import type { Run } from "./run.ts";
import { wake } from "./wake.ts";

/**
 * Begins the run that sends one message by hand. It is known by what the sender calls the sending, so that the same again
 * begins nothing; several of one contact go beside each other.
 *
 * @param args the message's arguments as they arrive, its program's payload
 */
export function beginByHand(
  draft: Draft,
  loaded: LoadedProgram,
  sending: {
    readonly message: string;
    readonly id: string;
    readonly args: { readonly [name: string]: Json };
  },
): Run {
  const run = newRun(loaded, {
    id: draft.ports.newRunId(),
    key: sending.id,
    at: draft.now,
    entry: { kind: sending.message, at: draft.now, event: sending.args },
    occurrence: sending.id,
    seq: draft.contact.seq,
    depth: 0,
  });
  draft.runs.push(run);
  draft.changed.started.add(run);
  note(draft, { ...run, step: null }, "entered", { by: "hand" });
  wake(draft, run);
  return run;
}
