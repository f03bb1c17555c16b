import type { CompiledProject } from "@trajet/compiler/program";
import type { Ports } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import type { SlotWish } from "../engine/pace.ts";
import type { Run } from "../engine/run.ts";
import type { Pacer } from "./pacer.ts";

/** The rates of the project's channels, by their names. */
export type Rates = NonNullable<CompiledProject["rates"]>;

/** What an attempt has reserved for the sending at which its run stands. */
export interface SlotInHand {
  readonly step: string;
  readonly visit: number;
  /** `null`: none was left before the moment that was asked for. */
  readonly at: Millis | null;
}

/**
 * How long a slot is good for, in milliseconds of real time: timers and workers are late by the machine's clock, however
 * fast the journeys' goes. One that a stopped server let pass is given up: what fell due meanwhile must not leave all at once.
 */
const KEPT_MS = 10_000;

/** A run's slot is the one that this attempt has reserved, or the one for which the run was held. */
export function slotsOf(rates: Rates, inHand: SlotInHand | null, factor: number): Ports["slot"] {
  return (run, channel, now) => {
    if (rates[channel] === undefined) return "free";
    if (inHand !== null && inHand.step === run.step && inHand.visit === run.visits[inHand.step]) {
      return inHand.at ?? "none";
    }
    const until = run.hold?.by === "rate" ? run.hold.until : null;
    return until !== null && now - until < KEPT_MS * factor ? until : "wanted";
  };
}

/** Reserves what a run asks for, outside of its contact's lock. */
export async function takeSlot(pacer: Pacer, rates: Rates, run: Run, wish: SlotWish): Promise<SlotInHand> {
  const rate = rates[wish.channel];
  if (rate === undefined) throw new Error(`the channel ${wish.channel} has no rate`);
  const step = run.step ?? "";
  return { step, visit: run.visits[step] ?? 0, at: await pacer.reserve(wish, rate) };
}
