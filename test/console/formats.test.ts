import { expect, test } from "vitest";
import { formatsOf, localeOf } from "../../console/src/texts/formats.ts";

test.each([
  ["en", ["en-GB", "en"], "en-GB"],
  ["en", ["fr-FR", "en-AU"], "en-AU"],
  ["fr", ["en-GB", "fr"], "fr"],
  ["fr", ["en-GB"], "fr"],
  ["en", ["eng-XX"], "en"],
  ["en", [], "en"],
])("%s for a browser that prefers %j is written as in %s", (language, preferred, locale) => {
  expect(localeOf(language, preferred)).toBe(locale);
});

test("days and hours are written as the reader's region does, in the project's zone", () => {
  const { day, moment } = formatsOf("en-GB", "Europe/Paris");
  expect(day("2026-11-02T23:30:00Z")).toBe("3 Nov 2026");
  expect(moment("2026-11-02T12:05:00Z")).toMatch(/^2 Nov 2026, 13:05$/);
  expect(formatsOf("en-US", "Europe/Paris").day("2026-11-02T23:30:00Z")).toBe("Nov 3, 2026");
});
