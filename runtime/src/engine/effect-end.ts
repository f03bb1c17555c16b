import { type Draft, note } from "./draft.ts";
import type { Json } from "./facts.ts";
import { noteMessage } from "./note-message.ts";
import type { Effect, Run } from "./run.ts";
import { wake } from "./wake.ts";

/** What became of an effect, for good. */
export interface Settlement {
  readonly state: "done" | "refused" | "unknown";
  readonly reason?: string;
  readonly providerRef?: string;
  /** What a webhook answered, in wire form. */
  readonly answer?: Json;
}

/** Nothing of it leaves, for good. */
export function refuseEffect(draft: Draft, run: Run, effect: Effect, reason: string | undefined): void {
  const outcome = { state: "refused", ...(reason !== undefined && { reason }) } as const;
  close(draft, run, effect, outcome);
  noteSettled(draft, { ...run, step: effect.step }, effect, outcome);
  if (effect.marketing) makeRoom(draft, run);
}

/** What was still to be tried again does not leave any more, since its run has ended. */
export function dropRetry(draft: Draft, run: Run): void {
  if (run.effect?.state !== "retry") return;
  refuseEffect(draft, run, run.effect, "the run ended before it could leave");
}

/** Puts down the final state of an effect. */
export function close(draft: Draft, run: Run, effect: Effect, outcome: Settlement): void {
  effect.state = outcome.state;
  effect.leaseUntil = null;
  effect.reason = outcome.reason ?? null;
  effect.providerRef = outcome.providerRef ?? null;
  draft.changed.effects.set(effect, run);
}

/** A message that did not leave is not counted: those that a limit holds for its sake are asked anew. */
function makeRoom(draft: Draft, run: Run): void {
  for (const other of draft.runs) {
    if (other !== run && other.state === "alive" && other.hold?.by === "limit") wake(draft, other);
  }
}

/** The line in the timeline, at the step of the effect, wherever its run stands by now. */
export function noteSettled(draft: Draft, run: Run, effect: Effect, { state, reason }: Settlement): void {
  const { request, name } = effect;
  const data = {
    ...(state === "unknown" && { outcome: "unknown" }),
    ...(reason !== undefined && { reason }),
  };
  const kind = state === "done" ? "sent" : state === "refused" ? "refused" : "failed";
  switch (request.kind) {
    case "email":
    case "message":
      noteMessage(draft, run, { channel: request.channel, name }, kind, data);
      break;
    case "webhook":
      note(draft, run, state === "done" ? "called" : kind, { name, ...data }, draft.now);
      break;
    case "audience": {
      const moved = request.action === "add" ? "added" : "removed";
      note(draft, run, state === "done" ? moved : kind, { name, ...data }, draft.now);
      break;
    }
    case "sms":
      noteMessage(draft, run, { channel: request.channel, name }, kind, {
        ...data,
        ...(state === "done" && { segments: request.segments }),
      });
      break;
    default:
      request satisfies never;
  }
}
