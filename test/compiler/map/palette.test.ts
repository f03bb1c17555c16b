import { describe, expect, test } from "vitest";
import { PALETTES, styles } from "../../../compiler/src/map/palette.ts";

/** The relative luminance of a colour (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("contrast is that of the standard", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(Object.entries(PALETTES))(
  "the %s colours",
  (_, { page, panel, text, quiet, line, families }) => {
    test.each(Object.entries(families))("of %s can be read", (_, { fill, stroke }) => {
      expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(quiet, fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(stroke, page)).toBeGreaterThanOrEqual(3);
      expect(contrast(stroke, fill)).toBeGreaterThanOrEqual(3);
    });

    test("of the page can be read", () => {
      for (const ground of [page, panel]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(quiet, page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(line, page)).toBeGreaterThanOrEqual(3);
    });
  },
);

test("a theme is the one that was asked for, or follows the reader", () => {
  expect(styles("light")).not.toContain(PALETTES.dark.page);
  expect(styles("dark")).not.toContain(PALETTES.light.page);
  expect(styles("auto")).toMatch(/@media \(prefers-color-scheme:dark\)\{.*#0d1117/);
});
