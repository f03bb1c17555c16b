import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";
import { inShop } from "./shop.ts";

const PRAISE = 'fragment Praise for Newsletter { if entry.order.total > 50 EUR { tag "vip" } }\n';

/** Marks of a project with this fragment, and a journey with these lines. */
function running(fragments: string, lines: string): readonly string[] {
  return inShop(`${fragments}journey Case for Newsletter {\n  ${lines}\n}\n`);
}

describe("a fragment that looks at the entry", () => {
  test.each([
    ["fits a start that has it", PRAISE, "start when contact buys any product from Boutique  run Praise", []],
    [
      "fits one of several starts where it is narrowed",
      PRAISE,
      "start when contact signs up  start when contact buys any product from Boutique  if entry is purchase { run Praise }",
      [],
    ],
    [
      "does not fit a start that lacks it",
      PRAISE,
      "start when contact signs up  run Praise",
      ["TJ2026 Praise"],
    ],
    [
      "does not fit where one of several starts lacks it",
      PRAISE,
      "start when contact signs up  start when contact buys any product from Boutique  run Praise",
      ["TJ2026 Praise"],
    ],
    [
      "does not fit the orders of a store with another currency",
      PRAISE,
      "start when contact buys any product from London  run Praise",
      ["TJ2026 Praise"],
    ],
    [
      "may narrow by itself",
      'fragment Praise for Newsletter { if entry is purchase { if entry.order.total > 50 EUR { tag "vip" } } }\n',
      "start when contact signs up  start when contact buys any product from Boutique  run Praise",
      [],
    ],
    [
      "may ask for a kind that this journey never has",
      'fragment Praise for Newsletter { if entry is purchase { if entry.order.total > 50 EUR { tag "vip" } } }\n',
      "start when contact signs up  run Praise",
      [],
    ],
    [
      "is looked at through another one",
      `${PRAISE}fragment Outer for Newsletter { run Praise }\n`,
      "start when contact signs up  run Outer",
      ["TJ2026 Outer"],
    ],
    [
      "that is wrong by itself is said to be so once",
      'fragment Praise for Newsletter { tag "vpi"  delay until 1 day before entry.event.startsAt }\n',
      "start when contact does Booked  run Praise",
      ['TJ2010 "vpi"'],
    ],
  ])("%s", (_, fragments, lines, expected) => {
    expect(running(fragments, lines)).toEqual(expected);
  });

  test("points at the place in the fragment", () => {
    const text = `audience A { tags "vip" }\nfragment Praise for A { if entry.order.total > 50 EUR { tag "vip" } }\njourney J for A { start when contact signs up  run Praise }\n`;
    const [said] = check(text);
    const place = said?.related?.[0];
    expect(said?.message).toContain('The entry has no "order": this journey starts with signup.');
    expect(place && text.slice(place.span.start, place.span.end)).toBe("order");
  });
});
