import { distance } from "fastest-levenshtein";

/**
 * The candidate that a misspelt name most likely means, `undefined` where none is near: up to a third of its letters, at
 * least one, may differ. Two letters in the wrong order are one mistake, and a capital counts for little.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const allowed = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = mistakes(name.toLowerCase(), candidate.toLowerCase());
    if (cost <= allowed && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

function mistakes(name: string, candidate: string): number {
  const cost = distance(name, candidate);
  const sameLetters = () => [...name].sort().join("") === [...candidate].sort().join("");
  return cost === 2 && sameLetters() ? 1 : cost;
}

/**
 * `there is no tag "vpi" in audience Newsletter; did you mean "vip"?`
 *
 * @param most where none is near, all candidates are named if there are no more than these
 */
export function unknownName(
  what: string,
  name: string,
  where: string,
  candidates: Iterable<string>,
  most = 8,
): string {
  const known = [...candidates];
  const guess = nearest(name, known);
  const problem = `there is no ${what} "${name}"${where === "" ? "" : ` in ${where}`}`;
  if (guess !== undefined) return `${problem}; did you mean "${guess}"?`;
  if (known.length === 0) return problem;
  return known.length <= most ? `${problem}; there is ${known.map((one) => `"${one}"`).join(", ")}` : problem;
}
