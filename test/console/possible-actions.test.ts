import { expect, test } from "vitest";
import { BECOMES, POSSIBLE } from "../../console/src/journeys/possible-actions.ts";
import { statusRefusal } from "../../runtime/src/intake/journey-status.ts";

const STATUSES = ["draft", "active", "paused", "archived"] as const;

test.each(STATUSES)("of a journey that is %s, what the console offers is what the store takes", (from) => {
  const offered = new Set(POSSIBLE[from].map((action) => BECOMES[action]));
  for (const to of ["active", "paused", "archived"] as const)
    expect([to, offered.has(to)]).toEqual([to, statusRefusal("Welcome", from, to) === null]);
});

test("a draft is activated, and what was paused is resumed", () => {
  expect(POSSIBLE.draft).toContain("activate");
  expect(POSSIBLE.paused).toContain("resume");
});
