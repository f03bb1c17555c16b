import { distance } from "fastest-levenshtein";

/**
 * The candidate that the author most likely meant, `undefined` when none is near: a third of the letters may differ, in
 * short names two, as two letters that changed places count twice; capitals do not matter.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const allowed = name.length < 4 ? Math.max(0, name.length - 2) : Math.max(2, Math.floor(name.length / 3));
  let best: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = distance(name.toLowerCase(), candidate.toLowerCase());
    if (cost <= allowed && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

/** ` Did you mean "engaged"?`, or nothing: the end of a message. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
