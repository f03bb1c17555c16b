import { describe, expect, test } from "vitest";
import { timerMs, wholeMs } from "../../../runtime/src/store/sleep.ts";

const DAY = 86_400_000;

describe("how long a timer of Temporal is", () => {
  test("so long as the clock takes to the moment, in whole milliseconds", () => {
    expect(timerMs(DAY, 1, false)).toBe(DAY);
    expect(timerMs(DAY, 86_400, false)).toBe(1_000);
    expect(timerMs(100, 86_400, false)).toBe(1);
    expect(wholeMs(0.2)).toBe(1);
  });

  test("none for a moment that is over, whoever moves the clock", () => {
    expect([timerMs(0, 86_400, false), timerMs(-DAY, 1, false), timerMs(0, 86_400, true)]).toEqual([0, 0, 0]);
  });

  test("24 days at most, and as long for a clock that reaches nothing", () => {
    expect([timerMs(90 * DAY, 1, false), timerMs(DAY, 0, false), timerMs(90 * DAY, 1, true)]).toEqual(
      Array(3).fill(24 * DAY),
    );
  });

  test("later than a clock that stands now and then comes there, where somebody wakes who is due", () => {
    expect(timerMs(DAY, 86_400, true)).toBe(12_000);
  });
});
