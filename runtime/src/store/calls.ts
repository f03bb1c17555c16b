import { changeConsent } from "../engine/change-consent.ts";
import type { Draft } from "../engine/draft.ts";
import { dropRetry } from "../engine/effect-end.ts";
import type { EffectPolicy } from "../engine/effect-policy.ts";
import type { SlotWish } from "../engine/pace.ts";
import { channelOf } from "../engine/request.ts";
import type { Effect, Run } from "../engine/run.ts";
import { reopenGate } from "../engine/sending.ts";
import { noteRetry, settleEffect } from "../engine/settle-effect.ts";
import { wake } from "../engine/wake.ts";
import type { CallOutcome } from "./caller.ts";
import type { LoadedDraft } from "./load-draft.ts";

/** Tries of a call that is known not to have left, or was refused for now: about half a day with the waits between. */
const MAX_ATTEMPTS = 16;
/** Tries of a call whose answer is lost each time: every one of them may have arrived. */
const MAX_RESENDS = 4;
/** How often a call whose answer is lost is made again. */
const MOST_REPEATS: Readonly<Record<EffectPolicy, number>> = {
  skip: 0,
  resend: MAX_RESENDS,
  repeat: MAX_ATTEMPTS - 1,
};
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 4 * 60 * 60 * 1000;
const LONGEST_ASKED_MS = 24 * 60 * 60 * 1000;

/**
 * Decides about the call that the effect of a run needs now. A live lease of another attempt is slept out; one that ended
 * without an outcome is unknown, and the message's policy says what follows.
 */
export function beginCall(
  loaded: LoadedDraft,
  run: Run,
  policy: EffectPolicy,
): "call" | "settled" | "held" | "out of time" | SlotWish | { readonly untilReal: number } {
  const { draft } = loaded;
  const effect = run.effect;
  if (effect === null) throw new Error(`run ${run.id} has no effect at ${run.step}`);
  if (draft.changed.begun.has(effect)) return "call";
  if (effect.leaseUntil !== null && effect.leaseUntil > loaded.realNow)
    return { untilReal: effect.leaseUntil };
  if (effect.state === "intent" && effect.attempt > MOST_REPEATS[policy]) {
    const reason = effect.reason ?? "the sender ended during the call";
    settleEffect(draft, run, {
      state: "unknown",
      reason: `${reason}: it may have left, and is not repeated`,
    });
    return "settled";
  }
  const objection = objectionTo(loaded, run, effect);
  if (objection !== null) return objection;
  if (!draft.ports.mayCall(effect.request.kind)) return "out of time";
  run.hold = null;
  effect.state = "intent";
  effect.attempt += 1;
  effect.leaseUntil = draft.ports.leaseUntil(effect.request.kind);
  draft.changed.effects.set(effect, run);
  return "call";
}

/** A message that is tried once more passes the gate once more. */
function objectionTo({ draft }: LoadedDraft, run: Run, effect: Effect): "settled" | "held" | SlotWish | null {
  const loaded = draft.ports.program(run.program);
  const step = loaded.program.steps[effect.step];
  const objection = step?.kind === "send" ? reopenGate(draft, run, loaded, step) : null;
  if (objection === null || objection === "held" || objection.kind === "slot") return objection;
  const lost = effect.state === "intent";
  settleEffect(draft, run, {
    state: lost ? "unknown" : "refused",
    reason: lost ? `it may have left, and is not repeated: ${objection.reason}` : objection.reason,
  });
  return "settled";
}

/**
 * Closes the effect of a run that has ended meanwhile: nothing more is called, and what cannot be known is reported.
 * Answers until when a call of another attempt may still be under way.
 */
export function closeEffect(loaded: LoadedDraft, run: Run): "closed" | { readonly untilReal: number } {
  // Its last try may have come to nothing after the run had ended.
  dropRetry(loaded.draft, run);
  const { effect } = run;
  if (effect?.state !== "intent") return "closed";
  if (effect.leaseUntil !== null && effect.leaseUntil > loaded.realNow)
    return { untilReal: effect.leaseUntil };
  const reason = "the run and its sender ended during the call: it may have left";
  settleEffect(loaded.draft, run, { state: "unknown", reason });
  return "closed";
}

/** Puts an outcome where its effect is, by run, step and visit, even if the run has ended or was taken over meanwhile. */
export function recordOutcome(
  loaded: LoadedDraft,
  run: Run,
  outcome: { readonly step: string; readonly visit: number; readonly result: CallOutcome },
  policy: EffectPolicy,
): void {
  const { draft } = loaded;
  const effect = run.effect;
  if (effect === null || effect.step !== outcome.step || effect.visit !== outcome.visit) return;
  const { result } = outcome;
  if (result.kind === "done") settleEffect(draft, run, { state: "done", ...result });
  else if (result.kind === "unknown") lostOutcome(loaded, run, result.reason, policy);
  else if (result.kind === "refused" && result.permanent) {
    settleEffect(draft, run, { state: "refused", reason: result.reason });
    if (result.suppress !== undefined) suppress(draft, run, effect, result.suppress);
  } else retryLater(loaded, run, result);
  // Whoever sleeps on the lease need not sleep it out.
  if (run.state === "alive") wake(draft, run);
}

/** The provider said something of the address itself, which holds for later messages: if it is the contact's own. */
function suppress(draft: Draft, run: Run, effect: Effect, status: "unsubscribed" | "cleaned"): void {
  const { request, step, visit } = effect;
  const { fields } = draft.contact;
  if (request.kind !== "email" && request.kind !== "sms") return;
  const own = request.kind === "sms" ? fields.phone : fields.email;
  if (request.to !== own) return;
  const id = `${run.id}/${step}/${visit}/${status}`;
  changeConsent(draft, { channel: channelOf(request), status, id });
}

/**
 * The call is over. What follows is decided where every lost outcome is: at once, or, if it is made again, behind a pause.
 */
function lostOutcome(loaded: LoadedDraft, run: Run, reason: string, policy: EffectPolicy): void {
  const effect = run.effect;
  if (effect === null || effect.state !== "intent") return;
  const isLast = effect.attempt > MOST_REPEATS[policy];
  effect.leaseUntil = loaded.realNow + (isLast ? 0 : pauseAfter(effect.attempt));
  effect.reason = reason;
  loaded.draft.changed.effects.set(effect, run);
  if (policy === "repeat" && effect.attempt === 1) noteRetry(loaded.draft, run, effect, reason);
}

const pauseAfter = (attempt: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));

function retryLater(
  loaded: LoadedDraft,
  run: Run,
  { reason, retryAfterMs = 0 }: { readonly reason: string; readonly retryAfterMs?: number },
): void {
  const { draft, realNow } = loaded;
  const effect = run.effect;
  if (effect === null || effect.state !== "intent") return;
  if (effect.attempt >= MAX_ATTEMPTS) {
    settleEffect(draft, run, { state: "refused", reason: `${reason}, after ${effect.attempt} tries` });
    return;
  }
  effect.state = "retry";
  // Asked for a longer pause than ours, we keep it; a day at the most, since an answer may be wrong.
  effect.leaseUntil =
    realNow + Math.max(pauseAfter(effect.attempt), Math.min(retryAfterMs, LONGEST_ASKED_MS));
  draft.changed.effects.set(effect, run);
  const until = draft.now + (effect.leaseUntil - realNow) * loaded.factor;
  run.hold = { by: "provider", since: run.hold?.since ?? draft.now, until, reason };
  if (effect.attempt === 1) noteRetry(draft, run, effect, reason);
}
