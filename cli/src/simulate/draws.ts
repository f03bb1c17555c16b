import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Distribution, Weights } from "./population.ts";

/** Numbers that look like chance, and are the same for the same seed and name. */
export interface Draws {
  /** From 0 to 1, that left out. */
  readonly share: () => number;
  readonly happens: (probability: number) => boolean;
  readonly of: (distribution: Distribution) => unknown;
  readonly oneOf: (weights: Weights) => string;
  /** The length of time until something that happens so often on average happens next. */
  readonly wait: (mean: number) => number;
}

/** Whoever goes by a name of its own draws alike, whatever others draw. */
export function createDraws(seed: number, name: string): Draws {
  const generator = xoroshiro128plus(seed ^ hashOf(name));
  const share = (): number => uniformFloat64(generator);
  const draws: Draws = {
    share,
    happens: (probability) => share() < probability,
    oneOf: (weights) => weighted(weights, share()),
    wait: (mean) => -Math.log(1 - share()) * mean,
    of(distribution) {
      if (distribution.missing !== undefined && share() < distribution.missing) return undefined;
      if ("value" in distribution) return distribution.value;
      if ("oneOf" in distribution) return draws.oneOf(distribution.oneOf);
      const { digits = 0 } = distribution;
      if ("between" in distribution) {
        const [from, to] = distribution.between;
        return rounded(from + share() * (to - from), digits);
      }
      const [mean, deviation] = distribution.normal;
      const drawn = mean + deviation * standardNormal(share);
      return rounded(Math.max(drawn, distribution.atLeast ?? Number.NEGATIVE_INFINITY), digits);
    },
  };
  return draws;
}

function weighted(weights: Weights, share: number): string {
  const entries = Object.entries(weights);
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [text, weight] of entries) {
    left -= weight;
    if (left < 0) return text;
  }
  return entries.at(-1)?.[0] ?? "";
}

/** Box and Muller. */
const standardNormal = (share: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
