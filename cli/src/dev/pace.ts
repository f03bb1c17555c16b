/** What a sped-up clock goes by. Milliseconds throughout, of the project's clock but for `realNow`. */
export interface PacePorts {
  /** Moves the clock on by so much, and not past a moment; answers where it stands. */
  readonly advance: (by: number, ceiling?: number) => Promise<number>;
  /** The next moment behind another at which something is due; one that is over while that is not done yet. */
  readonly due: (after: number) => Promise<number | undefined>;
  /** Brings to work what is due at the moment at which the clock stands. */
  readonly wake: () => Promise<void>;
  /** Of the machine. */
  readonly realNow: () => number;
  /** How much faster than the machine's the clock is to be. */
  readonly factor: number;
}

/** Of the machine's time at once: after a stall the clock goes on, and does not leap. */
const MOST_AT_ONCE_MS = 50;
/** Of the machine's time for which the clock stood, this much at most is made up for where nothing is due. */
const MOST_OWED_MS = 2_000;
/**
 * So long the clock stands for one moment; what is due longer is waiting for somebody, not for the machine. It is counted in
 * steps of `MOST_AT_ONCE_MS` at most: where the machine is too busy to look, it is too busy for what is due as well. After a
 * kill those are all whose attempt it cut off: they are waited for together, not one after the other.
 */
const PATIENCE_MS = 5_000;
/** Who is still due so long after they were woken is woken once more: what was missed is not to cost all the patience. */
const WAKE_AGAIN_MS = 2_000;

export interface Pace {
  /** Moves the clock on, unless it has to wait. Answers whether it moved. */
  readonly step: () => Promise<boolean>;
}

/**
 * Lets a sped-up clock run no faster than the machine keeps up with: it stands at each moment until what is due then has
 * been done, which it brings to work itself. Without this a busy machine is days late where a day lasts a second, and whoever
 * answers in time is too late. For how long it stood, it makes up afterwards: from moment to moment, past none of them.
 */
export function createPace({ advance, due, wake, realNow, factor }: PacePorts): Pace {
  let now = Number.NEGATIVE_INFINITY;
  let last = realNow();
  let owed = 0;
  let stood = 0;
  let givenUp = Number.NEGATIVE_INFINITY;
  const stand = async (passed: number): Promise<void> => {
    const isToWake = Math.floor((stood + passed) / WAKE_AGAIN_MS) > Math.floor(stood / WAKE_AGAIN_MS);
    stood += passed;
    // What is due now is left behind; the next moment is waited for again.
    if (stood >= PATIENCE_MS) givenUp = now;
    else if (isToWake) await wake();
  };
  const move = async (next: number | undefined): Promise<void> => {
    const from = now;
    now = await advance(owed * factor, next);
    owed = Number.isFinite(from) ? Math.max(0, owed - (now - from) / factor) : 0;
    if (now > from) stood = 0;
    if (now === next) await wake();
  };
  return {
    async step() {
      const next = await due(givenUp);
      const at = realNow();
      const passed = Math.min(at - last, MOST_AT_ONCE_MS);
      last = at;
      owed = Math.min(owed + passed, MOST_OWED_MS);
      const isBehind = next !== undefined && next <= now;
      if (isBehind) await stand(passed);
      else await move(next);
      return !isBehind;
    },
  };
}
