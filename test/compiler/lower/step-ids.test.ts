import { describe, expect, test } from "vitest";
import { journeyOf } from "./compiled.ts";

const ids = (lines: string): readonly string[] => Object.keys(journeyOf(lines).source.steps);

const BASE = `
delay 1 week
send email Welcome
wait up to 3 days { when contact gets tag "vip" { tag "engaged" } otherwise { send email Welcome } }
if contact.points > 5 { delay 1 day } else { untag "engaged" }
split { 50% "a" { update contact { set points = 1 } } 50% "b" { exit } }
`;
const BASE_IDS = [
  "delay",
  "send:Welcome",
  "wait",
  "tag:engaged",
  "send:Welcome#2",
  "if",
  "delay#2",
  "untag:engaged",
  "split",
  "update:points",
  "exit",
];

describe("the id of a step", () => {
  test("is its kind and operand, and its rank among equals in the order of the text", () => {
    expect(ids(BASE)).toEqual(BASE_IDS);
  });

  test("is its label, where it has one", () => {
    expect(ids(BASE.replace("wait up", "reply: wait up"))).toEqual(
      BASE_IDS.map((id) => (id === "wait" ? "reply" : id)),
    );
  });

  test.each([
    ["a duration", "delay 1 week", "delay 9 weeks"],
    ["a condition", "contact.points > 5", 'contact has tag "vip"'],
    [
      "a percentage",
      '50% "a" { update contact { set points = 1 } } 50% "b"',
      '60% "a" { update contact { set points = 1 } } 40% "b"',
    ],
    ["the name of an arm", '50% "b"', '50% "control"'],
    ["a limit", "wait up to 3 days", "wait up to 1 hour"],
    ["a trigger", 'gets tag "vip"', 'loses tag "vip"'],
    ["a value", "set points = 1", "set points = 2"],
    ["white space and comments", "delay 1 week", "/* later */\n\n   delay   1 week // soon"],
  ])("stays with a change of %s", (_, before, after) => {
    expect(BASE).toContain(before);
    expect(ids(BASE.replace(before, after))).toEqual(BASE_IDS);
  });

  test.each([
    ["a step of another kind before it", "delay 1 week", 'tag "vip" delay 1 week', ["tag:vip"]],
    [
      "a step of another kind behind it",
      "send email Welcome\nwait",
      'send email Welcome\nmilestone "in"\nwait',
      ["milestone:in"],
    ],
    ["a step of its kind behind it", "else { untag", "else { delay 3 days untag", ["delay#3"]],
    ["another message before it", "delay 1 week", 'send email News(topic: "x") delay 1 week', ["send:News"]],
    [
      "another field",
      "{ set points = 1 } }",
      '{ set points = 1 } update contact { set plan = "pro" } }',
      ["update:plan"],
    ],
  ])("stays when there is %s", (_, before, after, added) => {
    expect(BASE).toContain(before);
    const now = ids(BASE.replace(before, after));
    expect(now.filter((id) => !added.includes(id))).toEqual(BASE_IDS);
    expect(now).toEqual(expect.arrayContaining(added));
  });

  test("a label takes a step out of the ranks of the others", () => {
    expect(ids("delay 1 day\nbreather: delay 2 days\ndelay 3 days")).toEqual([
      "delay",
      "breather",
      "delay#2",
    ]);
  });

  test("operands of all kinds", () => {
    expect(
      ids(`join "Interests"."Baking" leave "Interests"."Baking" unsubscribe tag "vip", "engaged" delay until 9:00
           update contact { set points = 1 clear city set points = 2 }`),
    ).toEqual([
      "join:Interests/Baking",
      "leave group:Interests/Baking",
      "unsubscribe:email",
      "tag:vip,engaged",
      "delay until",
      "update:points,city",
    ]);
  });
});
