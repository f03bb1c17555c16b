import { describe, expect, test } from "vitest";
import { compareSeed, letterOf } from "./random.ts";

/** Two thousand seeds; `node test/reference/run.ts --seeds N` takes more. See docs/random-tests.md. */

const PART = 500;

describe("engine and reference tell the same", () => {
  test.each([0, 1, 2, 3])("of seeds %s × 500 and on", { timeout: 300_000 }, (part) => {
    for (let seed = part * PART; seed < (part + 1) * PART; seed += 1) {
      if (!isSame(seed)) expect.fail(letterOf(seed) ?? `seed ${seed} failed once, and not again`);
    }
  });
});

/** A journey that does not check would be none that is tested. */
function isSame(seed: number): boolean {
  try {
    const comparison = compareSeed(seed);
    if (comparison.kind === "not clean") expect.fail(`seed ${seed}: ${comparison.errors.join("; ")}`);
    return comparison.kind === "same";
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "AssertionError") throw thrown;
    return false;
  }
}
