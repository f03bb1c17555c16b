import type { Rate } from "@trajet/compiler/program";
import type { Millis } from "./facts.ts";

/** A run asks for its own slot at a provider, before it goes on. */
export interface SlotWish {
  readonly kind: "slot";
  readonly channel: string;
  /** Those who wait in one line have one rate between them. */
  readonly line: string;
  /** A slot from here on is of no use: the hours have ended. */
  readonly before: Millis | null;
}

/**
 * How a run stands with a provider's rate. `free`: there is none. `wanted`: it has no slot yet, or let it pass.
 * `none`: there is none left before the moment that was asked for. A moment is its slot, which may be still to come.
 */
export type Slot = "free" | "wanted" | "none" | Millis;

/**
 * Transactional messages have a line of their own at the same rate: a receipt does not wait behind a wave of a hundred
 * thousand newsletters.
 */
export function lineOf(channel: string, kind: "marketing" | "transactional"): string {
  return kind === "transactional" ? `${channel}, transactional` : channel;
}

const MILLIS_PER = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Milliseconds from one message to the next; a fraction for more than a thousand a second. */
export const intervalOf = ({ max, per }: Rate): number => MILLIS_PER[per] / max;

/**
 * The next free slots of a line: a token bucket by GCRA (ITU-T I.371), of which `tat` is the theoretical arrival time of the
 * next message, and each reservation moves it on by an interval.
 *
 * @param befores of each who asks, from when on a slot is of no use
 * @returns of each its slot, `null` where none is left for it, and the line's `tat` from then on
 */
export function nextSlots(
  line: { readonly tat: number; readonly now: Millis; readonly interval: number },
  befores: readonly (Millis | null)[],
): { readonly slots: readonly (Millis | null)[]; readonly tat: number } {
  let next = Math.max(line.tat, line.now);
  const slots = befores.map((before) => {
    const slot = Math.ceil(next);
    if (before !== null && slot >= before) return null;
    next += line.interval;
    return slot;
  });
  return { slots, tat: next };
}
