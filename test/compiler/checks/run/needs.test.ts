import { describe, expect, test } from "vitest";
import { check } from "../project-of.ts";

const SHOP = `audience Newsletter { field points: number = 0  field patience: duration? tags "vip" }
store Boutique { currency EUR }
event Booked { field price: money  field pause: duration  field startsAt: moment }
`;

/** What cannot be run of a journey with these lines behind a start by a booking: its marks. */
function notRun(lines: string): readonly string[] {
  const text = `${SHOP}journey Case for Newsletter {\n  start when contact does Booked\n  reenter always\n  ${lines}\n}\n`;
  return check(text, { toRun: true })
    .filter(({ severity }) => severity === "error")
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe("what this version does not run", () => {
  test.each([
    ["a duration", "delay 1 day", []],
    ["a duration that is computed", "delay entry.event.pause", ["TJ4090 delay entry.event.pause"]],
    ["a limit", "wait up to 2 days until contact buys any product", []],
    [
      "a limit at a moment",
      "wait up to 1 day before entry.event.startsAt until contact buys any product",
      [],
    ],
    [
      "a limit that is computed",
      "wait up to entry.event.pause until contact buys any product",
      ["TJ4090 wait up to entry.event.pause until contact buys any product"],
    ],
    [
      "a limit that is calculated",
      "wait up to entry.event.pause + 1 day until contact buys any product",
      ["TJ4090 wait up to entry.event.pause + 1 day until contact buys any product"],
    ],
    [
      "a filter in a filter",
      'wait up to 1 day { when contact buys any product where contact did Booked where (event.price > 5 EUR) { tag "vip" } otherwise { } }',
      [],
    ],
    [
      "a filter that speaks of what is further out",
      'wait up to 1 day { when contact does Booked where contact bought any product where (order.total > event.price) { tag "vip" } otherwise { } }',
      ["TJ4090 event.price"],
    ],
    [
      "the same name further in",
      'wait up to 1 day { when contact buys any product where contact bought any product where (order.total > 5 EUR) { tag "vip" } otherwise { } }',
      [],
    ],
  ])("%s", (_, lines, expected) => {
    expect(notRun(lines)).toEqual(expected);
  });
});
