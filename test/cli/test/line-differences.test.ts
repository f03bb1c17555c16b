import { expect, test } from "vitest";
import { lineDifferences } from "../../../cli/src/test/line-differences.ts";

const text = (...lines: readonly string[]) => lines.join("\n");

test.each([
  ["nothing", text("a", "b"), text("a", "b"), []],
  ["a line more moves no other", text("a", "b", "c"), text("a", "x", "b", "c"), ["line 2:", "+ x"]],
  ["a line less", text("a", "b", "c"), text("b", "c"), ["line 1:", "- a"]],
  [
    "two places",
    text("a", "b", "c", "d"),
    text("A", "b", "c", "d", "e"),
    ["line 1:", "- a", "+ A", "line 5:", "+ e"],
  ],
])("%s", (_, before, now, shown) => {
  expect(lineDifferences(before, now)).toEqual(shown);
});

test("of very many some are shown", () => {
  const many = text(...Array.from({ length: 40 }, (_, index) => `line ${index}`));
  const shown = lineDifferences("", many);
  expect(shown).toHaveLength(13);
  expect(shown.at(-1)).toBe("… and 30 lines more");
});
