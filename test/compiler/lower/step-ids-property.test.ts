import { parse } from "@trajet/grammar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepIds } from "../../../compiler/src/lower/step-ids.ts";
import { FRESH, flat, likeness, type RandomStep, randomSteps, written } from "./random-steps.ts";

/** The id of each step by its `uid`. */
function idsOf(steps: readonly RandomStep[], salt = 1): ReadonlyMap<number, string> {
  const { tree, problems } = parse(`journey Random for Everyone {\n${written(steps, salt)}\n}`);
  expect(problems).toEqual([]);
  const [journey] = tree.declarations;
  if (journey?.kind !== "Journey") throw new Error("there is no journey");
  const ids = [...stepIds(journey).values()];
  const all = flat(steps);
  expect(ids).toHaveLength(all.length);
  return new Map(all.map(({ uid }, index) => [uid, ids[index] ?? ""]));
}

/** The steps without one, wherever it stands. */
function without(steps: readonly RandomStep[], { uid }: RandomStep): readonly RandomStep[] {
  return steps
    .filter((step) => step.uid !== uid)
    .map((step) => ({ ...step, blocks: step.blocks.map((block) => without(block, { ...step, uid })) }));
}

/** The steps with one more at a place of the text: each row has a place before each of its steps, and one at its end. */
function withStep(steps: readonly RandomStep[], step: RandomStep, place: number): readonly RandomStep[] {
  let left = place % placesIn(steps);
  const insert = (row: readonly RandomStep[]): readonly RandomStep[] => {
    const made: RandomStep[] = [];
    for (const one of row) {
      if (left-- === 0) made.push(step);
      made.push({ ...one, blocks: one.blocks.map(insert) });
    }
    if (left-- === 0) made.push(step);
    return made;
  };
  return insert(steps);
}

function placesIn(row: readonly RandomStep[]): number {
  return row.reduce(
    (sum, { blocks }) => sum + blocks.reduce((inner, block) => inner + placesIn(block), 0),
    row.length + 1,
  );
}

/** Steps that have no equal, and nothing inside that has one. */
function unlike(steps: readonly RandomStep[]): readonly RandomStep[] {
  const counts = new Map<string, number>();
  for (const key of flat(steps).map(likeness))
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isAlone = (step: RandomStep): boolean => (counts.get(likeness(step) ?? "") ?? 1) === 1;
  return flat(steps).filter((step) => flat([step]).every(isAlone));
}

function among(ids: ReadonlyMap<number, string>, steps: readonly RandomStep[]): ReadonlyMap<number, string> {
  return new Map(flat(steps).map(({ uid }) => [uid, ids.get(uid) ?? ""]));
}

const RUNS = { numRuns: 300 };

describe("the ids of a journey's steps", () => {
  test("are all different", () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        const ids = [...idsOf(steps).values()];
        expect(new Set(ids).size).toBe(ids.length);
      }),
      RUNS,
    );
  });

  test("do not depend on durations, shares, conditions, texts and white space", () => {
    fc.assert(
      fc.property(randomSteps, fc.nat(40), fc.nat(40), (steps, one, other) => {
        expect(idsOf(steps, one)).toEqual(idsOf(steps, other));
      }),
      RUNS,
    );
  });

  test("stay when a step that is like no other comes in anywhere", () => {
    fc.assert(
      fc.property(randomSteps, fc.nat(), (steps, place) => {
        const edited = withStep(steps, FRESH, place);
        expect(among(idsOf(edited), steps)).toEqual(idsOf(steps));
      }),
      RUNS,
    );
  });

  test("stay when a step that has no equal goes", () => {
    fc.assert(
      fc.property(randomSteps, fc.nat(), (steps, choice) => {
        const candidates = unlike(steps);
        const gone = candidates[choice % candidates.length];
        if (gone === undefined) return;
        const edited = without(steps, gone);
        expect(idsOf(edited)).toEqual(among(idsOf(steps), edited));
      }),
      RUNS,
    );
  });

  test("stay, that of the step itself too, when a step that has no equal moves anywhere", () => {
    fc.assert(
      fc.property(randomSteps, fc.nat(), fc.nat(), (steps, choice, place) => {
        const candidates = unlike(steps);
        const moved = candidates[choice % candidates.length];
        if (moved === undefined) return;
        const edited = withStep(without(steps, moved), moved, place);
        expect(new Map([...idsOf(edited)].sort())).toEqual(new Map([...idsOf(steps)].sort()));
      }),
      RUNS,
    );
  });

  test("of equals stay when another equal comes in behind them", () => {
    fc.assert(
      fc.property(randomSteps, fc.constantFrom("red", "green"), (steps, operand) => {
        const edited = [...steps, { ...FRESH, operand }];
        expect(among(idsOf(edited), steps)).toEqual(idsOf(steps));
      }),
      RUNS,
    );
  });
});
