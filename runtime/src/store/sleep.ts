/** Longest timer set at once, in milliseconds: a longer sleep is taken in parts, so that a clock that is set forward is noticed. */
const LONGEST_MS = 24 * 24 * 60 * 60 * 1000;
/** How much later than its moment a timer rings that is only a net. */
const NET_MS = 10_000;

/**
 * How long Temporal is to wait for a moment of the clock, in real milliseconds.
 *
 * @param factor of the clock; one that stands reaches nothing
 * @param isPaced whether somebody moves the clock, and wakes who is due: the timer is a net then, and is to ring only where
 * that was missed. A timer in time would ring too early for a clock that stands at each moment on the way
 */
export function timerMs(virtualMs: number, factor: number, isPaced: boolean): number {
  if (factor <= 0) return LONGEST_MS;
  const ms = virtualMs / factor;
  return wholeMs(isPaced && ms > 0 ? 2 * ms + NET_MS : ms);
}

/** The same for real time. */
export function wholeMs(realMs: number): number {
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(realMs)));
}
