import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";

/** What is said of a journey with these lines; here nothing is turned off. */
function said(lines: string): readonly string[] {
  const text = `audience Newsletter { tags "vip" }
journey Case for Newsletter {
  start when contact signs up
  ${lines}
}
`;
  return check(text, { config: '{ "name": "shop" }' }).map(({ code, message }) => `${code} ${message}`);
}

describe("a bare number where a duration belongs lacks its unit, and nothing is computed", () => {
  test.each([
    ["delay 1", "1 day"],
    ["delay (3)", "3 days"],
    ["delay 1 moon", "1 day"],
    ["reenter after 30", "30 days"],
    ["exit if contact bought any product within 7", "7 days"],
    ['wait up to 5 { when contact buys any product { tag "vip" } }', "5 days"],
  ])("%s", (lines, instead) => {
    const all = said(lines);
    expect(all[0]).toMatch(/^TJ3001 .* is needed, and this is a number\./);
    expect(all[0]).toContain(`Its unit is missing: write \`${instead}\`.`);
  });

  test("a computed duration has its unit", () => {
    expect(said('remember pause = 2 days\ndelay pause\ntag "vip"')).toEqual([]);
  });

  test("a number that is computed has none that could be written behind it", () => {
    expect(said('remember pause = 2\ndelay pause\ntag "vip"')).toEqual([
      "TJ3001 For `delay` a duration is needed, and this is a number.",
    ]);
  });

  test("a text gets no unit, but loses its quotes if it is a duration within them", () => {
    expect(said('delay "1"')).toEqual(["TJ3001 For `delay` a duration is needed, and this is a text."]);
    expect(said('delay "1 day"')).toEqual([
      "TJ3001 For `delay` a duration is needed, and this is a text. Only texts stand in quotes: write `1 day`.",
    ]);
  });
});
