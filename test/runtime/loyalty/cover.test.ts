import fc from "fast-check";
import { expect, test } from "vitest";
import { coverOf } from "../../../runtime/src/loyalty/rollups/cover.ts";

const starts = {
  year: [0, 360],
  quarter: [0, 90, 180, 270, 360],
  month: [180, 210, 240, 270, 300, 330, 360],
  week: [273, 280, 287, 294],
  day: Array.from({ length: 60 }, (_, index) => 250 + index),
};

test("a period is made of the longest buckets, then of shorter ones, and its ends are left", () => {
  expect(coverOf({ from: 100.5, to: 283.5 }, 1_000, starts)).toEqual({
    pieces: [
      { grain: "quarter", from: 180, to: 270 },
      { grain: "week", from: 273, to: 280 },
      { grain: "day", from: 270, to: 273 },
      { grain: "day", from: 280, to: 283 },
    ].toSorted((one, other) => one.from - other.from),
    ragged: [
      { from: 100.5, to: 180 },
      { from: 283, to: 283.5 },
    ],
  });
});

test("what lies behind the moment asked for is not asked for", () => {
  expect(coverOf({ from: 270, to: Number.POSITIVE_INFINITY }, 290, starts)).toEqual({
    pieces: [{ grain: "quarter", from: 270, to: 360 }],
    ragged: [],
  });
});

test("each moment of a period is in one piece, or at one end, and no other moment is", () => {
  const moment = fc.double({ min: -10, max: 400, noNaN: true });
  fc.assert(
    fc.property(moment, moment, fc.array(moment, { minLength: 1 }), (one, other, asked) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const { pieces, ragged } = coverOf({ from, to }, 1_000, starts);
      for (const at of [...asked, from, to, ...starts.day]) {
        const times = [...pieces, ...ragged].filter((span) => at >= span.from && at < span.to).length;
        expect(times).toBe(at >= from && at < to ? 1 : 0);
      }
      for (const { grain, from: begin, to: end } of pieces) {
        expect(starts[grain]).toContain(begin);
        expect(starts[grain]).toContain(end);
      }
    }),
  );
});
