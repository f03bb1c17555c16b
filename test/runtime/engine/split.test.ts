import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseArm } from "../../../runtime/src/engine/split.ts";

const IDS = Array.from({ length: 20_000 }, (_, index) => `contact-${index}`);
const arms = (...shares: number[]) => shares.map((share) => ({ share }));
const choices = (shares: readonly { share: number }[], step = "offer") =>
  IDS.map((id) => chooseArm(id, "Welcome", step, shares));
const sizes = (chosen: readonly number[]) =>
  [0, 1, 2].map((arm) => chosen.filter((one) => one === arm).length / chosen.length);

describe("chooseArm", () => {
  it("gives each arm its share", () => {
    // Four standard deviations of a fair draw of 20,000.
    const within = (share: number) => 4 * Math.sqrt((share * (1 - share)) / IDS.length);
    for (const [index, share] of [0.5, 0.3, 0.2].entries()) {
      expect(Math.abs((sizes(choices(arms(5000, 3000, 2000)))[index] ?? 0) - share)).toBeLessThan(
        within(share),
      );
    }
  });

  it("gives an arm of 0% nobody, and one of 100% everybody", () => {
    expect(new Set(choices(arms(0, 10_000, 0)))).toEqual(new Set([1]));
  });

  it("always gives a contact the same arm", () => {
    expect(choices(arms(5000, 5000))).toEqual(choices(arms(5000, 5000)));
  });

  it("moves those, and only those, between the old bound and the new", () => {
    const before = choices(arms(5000, 3000, 2000));
    const after = choices(arms(6000, 2000, 2000));
    const moved = before.filter((arm, index) => arm !== after[index]);
    expect(moved.length / IDS.length).toBeGreaterThan(0.09);
    expect(moved.length / IDS.length).toBeLessThan(0.11);
    expect(new Set(moved)).toEqual(new Set([1]));
  });

  it("draws anew for another split, and for another journey", () => {
    const one = choices(arms(5000, 5000));
    const other = choices(arms(5000, 5000), "split#2");
    const same = one.filter((arm, index) => arm === other[index]).length / IDS.length;
    expect(same).toBeGreaterThan(0.48);
    expect(same).toBeLessThan(0.52);
    const journey = IDS.map((id) => chooseArm(id, "Other", "offer", arms(5000, 5000)));
    expect(journey).not.toEqual(one);
  });

  it("keeps names apart that read alike when joined", () => {
    const all = arms(...Array.from({ length: 100 }, () => 100));
    expect(chooseArm("a", "bc", "d", all)).not.toBe(chooseArm("ab", "c", "d", all));
  });

  it("finds an arm for any contact and any shares", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 6 }).map((bounds) => {
      const ends = [...bounds.toSorted((a, b) => a - b), 10_000];
      return arms(...ends.map((end, index) => end - (ends[index - 1] ?? 0)));
    });
    fc.assert(
      fc.property(fc.string(), shares, (id, some) => {
        expect(some[chooseArm(id, "J", "s", some)]?.share).toBeGreaterThan(0);
      }),
    );
  });

  it("refuses shares that leave somebody without an arm", () => {
    expect(() => choices(arms(100, 100))).toThrow(/must add up to 10000/);
  });
});
