import { recordMove } from "./audiences.ts";
import { rememberAnswer } from "./calling.ts";
import { type Draft, note, putInOrder } from "./draft.ts";
import { close, noteSettled, refuseEffect, type Settlement } from "./effect-end.ts";
import type { Json } from "./facts.ts";
import { sendingKey } from "./families.ts";
import type { Effect, Run } from "./run.ts";
import { sendingOf } from "./sending-name.ts";
import { reconsiderThese } from "./watches/keep.ts";

/** Records what became of an effect. Said once: a final state stays as it is, whoever asks later. */
export function settleEffect(draft: Draft, run: Run, outcome: Settlement): void {
  const effect = run.effect;
  if (effect === null || (effect.state !== "intent" && effect.state !== "retry")) return;
  if (outcome.state === "refused") {
    refuseEffect(draft, run, effect, outcome.reason);
    return;
  }
  close(draft, run, effect, outcome);
  if (effect.request.kind === "email") noteSending(draft, run, effect);
  if (outcome.answer !== undefined) rememberAnswer(draft, run, effect, outcome.answer);
  if (outcome.state === "done") recordMove(draft, run, effect);
  noteSettled(draft, { ...run, step: effect.step }, effect, outcome);
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

/** A line about an effect that is neither over nor given up: it is to be tried again. */
export function noteRetry(draft: Draft, run: Run, effect: Effect, reason: string): void {
  const data: { readonly [name: string]: Json } = { reason, name: effect.name };
  note(draft, run, "held", data, draft.now);
}
