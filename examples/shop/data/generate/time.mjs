/** The moment at which the play begins and the past of the shop ends: a Monday morning in Lyon. */
export const DAY_0 = Date.parse("2026-11-23T08:00:00+01:00");
export const DAY = 86_400_000;

/** A moment as the files write it, to the second. */
export const moment = (millis) => new Date(millis).toISOString().replace(/\.\d{3}Z$/, "Z");

/** So many days after the play's beginning, negative for before. */
export const dayOf = (days) => DAY_0 + Math.round(days * DAY);

/** The first Saturday at two in the afternoon (winter time) that is at least so many days after a moment. */
export function saturdayAfter(millis, days) {
  const earliest = new Date(millis + days * DAY);
  const afternoon = Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth(), earliest.getUTCDate(), 13);
  const weekday = new Date(afternoon).getUTCDay();
  return afternoon + ((6 - weekday + 7) % 7) * DAY;
}
