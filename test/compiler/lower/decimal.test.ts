import { expect, test } from "vitest";
import { exactDecimal } from "../../../compiler/src/lower/decimal.ts";

test.each([
  ["50", "50"],
  ["050.00", "50"],
  ["49.90", "49.9"],
  ["0.10", "0.1"],
  ["00.5", "0.5"],
  ["0.00", "0"],
  ["-0.0", "0"],
  ["-007.250", "-7.25"],
  ["100", "100"],
  ["12345678901234567890.000000000000000001", "12345678901234567890.000000000000000001"],
])("%s is %s", (written, exact) => {
  expect(exactDecimal(written)).toBe(exact);
});

test("what is no decimal is refused", () => {
  expect(() => exactDecimal("1e5")).toThrow(RangeError);
});
