import { distance } from "fastest-levenshtein";

/**
 * The candidate that the author most likely meant, `undefined` when none is near: up to a third of the letters may
 * differ, and at least one from three letters on. Two neighbours that changed places count as one, capitals as nothing.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const allowed = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = differences(name.toLowerCase(), candidate.toLowerCase());
    if (cost <= allowed && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

function differences(one: string, other: string): number {
  return areNeighboursSwapped(one, other) ? 1 : distance(one, other);
}

/** `mgu` and `mug` */
function areNeighboursSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return (
    at >= 0 &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** ` Did you mean "engaged"?`, or nothing: the end of a message. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
