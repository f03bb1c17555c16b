import fc from "fast-check";
import { expect, test } from "vitest";
import { isoMoment } from "../../../runtime/src/engine/iso-moment.ts";

test("a moment is written as `Date` writes it, also one of a day that was asked about before", () => {
  const moments = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: -1e12, max: 4e12 }),
  );
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 86_399_999 }), (at, later) => {
      const day = Math.floor(at / 86_400_000) * 86_400_000;
      fc.pre(day >= -8.64e15 && day + later <= 8.64e15);
      for (const one of [at, day, day + later]) expect(isoMoment(one)).toBe(new Date(one).toISOString());
    }),
  );
  expect(() => isoMoment(Number.NaN)).toThrow(RangeError);
});
