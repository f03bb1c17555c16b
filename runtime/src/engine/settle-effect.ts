import { recordMove } from "./audiences.ts";
import { rememberAnswer } from "./calling.ts";
import { type Draft, note, putInOrder } from "./draft.ts";
import { wake } from "./ending.ts";
import type { Json } from "./facts.ts";
import { sendingKey } from "./families.ts";
import { noteMessage } from "./note-message.ts";
import type { Effect, Run } from "./run.ts";
import { sendingOf } from "./sending-name.ts";
import { reconsiderThese } from "./watches/keep.ts";

/** What became of an effect, for good. */
export interface Settlement {
  readonly state: "done" | "refused" | "unknown";
  readonly reason?: string;
  readonly providerRef?: string;
  /** What a webhook answered, in wire form. */
  readonly answer?: Json;
}

/** Records what became of an effect. Said once: a final state stays as it is, whoever asks later. */
export function settleEffect(draft: Draft, run: Run, outcome: Settlement): void {
  const effect = run.effect;
  if (effect === null || (effect.state !== "intent" && effect.state !== "retry")) return;
  effect.state = outcome.state;
  effect.leaseUntil = null;
  effect.reason = outcome.reason ?? null;
  effect.providerRef = outcome.providerRef ?? null;
  draft.changed.effects.set(effect, run);
  if (outcome.state !== "refused" && effect.request.kind === "email") noteSending(draft, run, effect);
  if (outcome.answer !== undefined) rememberAnswer(draft, run, effect, outcome.answer);
  if (outcome.state === "done") recordMove(draft, run, effect);
  noteSettled(draft, { ...run, step: effect.step }, effect, outcome);
  if (outcome.state === "refused" && effect.marketing) makeRoom(draft, run);
}

/** From now on it is the run's latest, and may be opened: whoever counts the time in which it is not, counts anew. */
function noteSending(draft: Draft, run: Run, effect: Effect): void {
  const id = sendingOf(run.id, effect);
  run.remembered.sendings[effect.name] = id;
  draft.changed.runs.add(run);
  const key = sendingKey(effect.name);
  const asking = draft.watches.filter((watch) => watch.inputs.has(key));
  if (asking.length === 0) return;
  const at = draft.now;
  putInOrder(draft, key, { id, seq: 0, key, at, receivedAt: at, body: {} });
  reconsiderThese(draft, asking, run.causeDepth);
}

/** A message that did not leave is not counted: those that a limit holds for its sake are asked anew. */
function makeRoom(draft: Draft, run: Run): void {
  for (const other of draft.runs) {
    if (other !== run && other.state === "alive" && other.hold?.by === "limit") wake(draft, other);
  }
}

/** The line in the timeline, at the step of the effect, wherever its run stands by now. */
function noteSettled(draft: Draft, run: Run, effect: Effect, { state, reason }: Settlement): void {
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

/** A line about an effect that is neither over nor given up: it is to be tried again. */
export function noteRetry(draft: Draft, run: Run, effect: Effect, reason: string): void {
  const data: { readonly [name: string]: Json } = { reason, name: effect.name };
  note(draft, run, "held", data, draft.now);
}
