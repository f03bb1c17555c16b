import { describe, expect, it } from "vitest";
import { parseSpeed } from "../../../cli/src/dev/speed.ts";

describe("a speed", () => {
  it.each([
    ["1 day = 1 second", 86_400],
    ["1 second = 1 second", 1],
    ["2 hours = 1 minute", 120],
    ["1.5 weeks=3 seconds", 302_400],
  ])("%s is %d virtual seconds in a real one", (text, factor) => {
    expect(parseSpeed(text)).toBe(factor);
  });

  it.each([
    "fast",
    "1 day",
    "1 day = ",
    "1 month = 1 second",
    "0 days = 1 second",
    "1 day = 1 second = 2",
    "-1 day = 1 second",
  ])("refuses %s with the right form", (text) => {
    expect(() => parseSpeed(text)).toThrow(`"${text}" is not a speed: write how long a real time lasts`);
  });
});
