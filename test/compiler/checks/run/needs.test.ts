import { describe, expect, test } from "vitest";
import { check } from "../project-of.ts";

const SHOP = `audience Newsletter { field points: number = 0  field patience: duration? tags "vip" }
store Boutique { currency EUR }
fragment Thanks() for Newsletter { tag "vip" }
fragment Waiting() for Newsletter { wait up to 9 days until contact does not do Booked for 2 days where entry < now }
fragment Around() for Newsletter { run Waiting() }
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
    ["a duration that is computed", "delay entry.event.pause", []],
    ["a limit that is computed", "wait up to entry.event.pause + 1 day until contact buys any product", []],
    [
      "a filter that speaks of what is further out",
      'wait up to 1 day { when contact does Booked where contact bought any product where (order.total > event.price) { tag "vip" } otherwise { } }',
      [],
    ],
    ["a fragment", "run Thanks()", []],
    ["a fragment that needs more", "run Waiting()", ["TJ4090 run Waiting()"]],
    ["a fragment that runs such a one", "run Around()", ["TJ4090 run Around()"]],
  ])("%s", (_, lines, expected) => {
    expect(notRun(lines)).toEqual(expected);
  });
});
