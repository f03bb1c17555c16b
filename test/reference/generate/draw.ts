import type { Random } from "fast-check";

/** Draws from fast-check's source of numbers, so that a seed says everything. */
export interface Draw {
  /** At least 0 and less than `below`. */
  readonly int: (below: number) => number;
  /** True in so many of a hundred. */
  readonly percent: (share: number) => boolean;
  readonly one: <T>(of: readonly T[]) => T;
  /** One of several, by their weights. */
  readonly weighted: <T>(of: readonly (readonly [weight: number, value: T])[]) => T;
  /** Between so many and so many, each made anew. */
  readonly some: <T>(from: number, to: number, make: () => T) => readonly T[];
}

export function drawFrom(random: Random): Draw {
  const int = (below: number): number => random.nextInt(0, below - 1);
  return {
    int,
    percent: (share) => int(100) < share,
    one: (of) => of[int(of.length)] as (typeof of)[number],
    weighted(of) {
      const drawn = int(of.reduce((sum, [weight]) => sum + weight, 0));
      let upTo = 0;
      const found = of.find(([weight]) => {
        upTo += weight;
        return drawn < upTo;
      });
      return (found as (typeof of)[number])[1];
    },
    some: (from, to, make) => Array.from({ length: from + int(to - from + 1) }, make),
  };
}
