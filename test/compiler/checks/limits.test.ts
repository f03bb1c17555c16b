import { describe, expect, test } from "vitest";
import { marks } from "./project-of.ts";

const AUDIENCE = 'audience A { tags "vip"  field city: text? }\n';

/** Marks of a journey under limits, given as they stand in trajet.json. */
function under(limits: string, lines: string): readonly string[] {
  return marks(`${AUDIENCE}journey J for A { ${lines} }`, {
    config: `{ "name": "shop", "limits": ${limits} }`,
  });
}

describe("limits in trajet.json", () => {
  const starts = (count: number) =>
    Array.from({ length: count }, (_, index) => `start when contact texts "JOIN${index}"\n`).join("");
  const filter = (count: number) =>
    Array.from({ length: count }, (_, index) => `contact.rating != ${index}`).join(" and ");

  test.each([
    ["three starts, by the plan", '"standard"', starts(3), []],
    ["a start too many", '"standard"', starts(4), ["TJ6015 J"]],
    ["five conditions in a filter", '"standard"', `start when contact signs up where ${filter(5)}`, []],
    [
      "a condition too many",
      '"standard"',
      `start when contact signs up where ${filter(6)}`,
      [`TJ6015 ${filter(6)}`],
    ],
    [
      "steps inside others, too",
      '{ "steps": 2 }',
      'start manually  split { 50% "a" { exit }  50% "b" { milestone "b" } }',
      ["TJ6015 J"],
    ],
    ["waits", '{ "waits": 0 }', "start manually  wait up to 1 day until contact unsubscribes", ["TJ6015 J"]],
    [
      "what a plan lacks",
      '"essentials"',
      "start manually  if contact.rating > 3 { exit }",
      ["TJ6016 if contact.rating > 3 { exit }"],
    ],
    ["nothing, where there are none", '"none"', starts(9), []],
    [
      "conditions in the filter of a schedule",
      '{ "conditions": 1 }',
      `start every day at 9:00 for everyone where ${filter(2)}  tag "vip"`,
      [`TJ6015 ${filter(2)}`],
    ],
    [
      "conditions in the filter of an exit",
      '{ "conditions": 1 }',
      `start manually  exit when contact gets tag "vip" where ${filter(2)}`,
      [`TJ6015 ${filter(2)}`],
    ],
    [
      "a match in a plan without branches",
      '"essentials"',
      'start manually  match contact.rating { < 3 { exit } >= 3 { tag "vip" } }',
      ['TJ6016 match contact.rating { < 3 { exit } >= 3 { tag "vip" } }'],
    ],
    [
      "what a plan lacks in a fragment that is run",
      '"essentials"',
      'start manually  run Ask }  fragment Ask for A { if contact.rating > 3 { tag "vip" }',
      ["TJ6016 run Ask"],
    ],
    [
      "many turns of a loop",
      '"none"',
      'start manually  repeat up to 1001 times { delay 1 day  tag "vip" }',
      ["TJ6030 1001"],
    ],
  ])("%s", (_, limits, lines, expected) => {
    expect(under(limits, lines)).toEqual(expected);
  });
});
