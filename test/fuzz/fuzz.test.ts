import { expect, test } from "vitest";
import { constructs } from "../fixtures/constructs.ts";
import { random } from "../fixtures/random.ts";
import { FIXTURES } from "../grammar/fixtures.ts";
import { mutate } from "./mutate.ts";
import { complete, cpuTime, workThrough } from "./workload.ts";

/*
 * Mutated fixtures through all of the language. `TRAJET_FUZZ=200000 TRAJET_FUZZ_SEED=7 npx vitest run test/fuzz` runs more
 * of them, from another beginning; an input that fails is told with its number, and made again by its number alone.
 */
const COUNT = Number(process.env.TRAJET_FUZZ ?? 20_000);
const SEED = Number(process.env.TRAJET_FUZZ_SEED ?? 1);
const BATCHES = 20;
/** Of the processor's time: an input that takes so long stops an editor. */
const SLOW = 1000;

const TEXTS = [...constructs.map(({ text }) => text), ...FIXTURES.map(([, text]) => text)];

function inputOf(number: number): string {
  const dice = random(SEED * 1_000_003 + number);
  return mutate(dice.one(TEXTS), dice, TEXTS);
}

test.each(Array.from({ length: BATCHES }, (_, batch) => batch))(
  "no mutated text stops the language or takes long: batch %i",
  (batch) => {
    const slow: string[] = [];
    for (let number = batch; number < COUNT; number += BATCHES) {
      const text = inputOf(number);
      try {
        const taken = cpuTime(() => workThrough(text));
        if (taken > SLOW) slow.push(`input ${number} took ${Math.round(taken)} ms`);
        if (number % 100 === 0) complete(text, number % (text.length + 1));
      } catch (error) {
        throw new Error(`input ${number} of seed ${SEED}:\n${text}`, { cause: error });
      }
    }
    expect(slow).toEqual([]);
  },
  600_000,
);
