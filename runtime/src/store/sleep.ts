/** Longest timer set at once, in milliseconds: a longer sleep is taken in parts, so that a clock that is set forward is noticed. */
export const LONGEST_SLEEP_MS = 24 * 24 * 60 * 60 * 1000;
