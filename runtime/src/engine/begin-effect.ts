import type { Draft } from "./draft.ts";
import type { EffectRequest } from "./request.ts";
import type { Effect, Run } from "./run.ts";

/** What an effect is known by besides its request. */
export interface EffectName {
  /** Of the message, the webhook, the custom audience. */
  readonly name: string;
  readonly labels?: readonly string[];
  /** A marketing message: limits count it. */
  readonly marketing?: boolean;
}

/**
 * Writes the intent of an outside effect of the step at which a run stands. The call is this attempt's to make, once the
 * intent is committed.
 */
export function beginEffect(
  draft: Draft,
  run: Run,
  { name, labels = [], marketing = false }: EffectName,
  request: EffectRequest,
): void {
  const step = run.step ?? "";
  const effect: Effect = {
    step,
    visit: run.visits[step] ?? 0,
    name,
    labels,
    marketing,
    request,
    state: "intent",
    attempt: 1,
    leaseUntil: draft.ports.leaseUntil(request.kind),
    providerRef: null,
    reason: null,
  };
  run.effect = effect;
  draft.changed.effects.set(effect, run);
  draft.changed.begun.add(effect);
}
