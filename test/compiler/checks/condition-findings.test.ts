import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";
import { inCondition, inJourney, inShop } from "./shop.ts";

/** What the paths of a journey show besides is not what the cases are about. */
function aboutConditions(marks: readonly string[]): readonly string[] {
  return marks.filter((mark) => !mark.startsWith("TJ42"));
}

describe("a condition that no value changes", () => {
  test.each([
    ['contact.plan != "free" and contact.plan != "pro"'],
    ['contact.plan == "free" or contact.plan == "pro"'],
    ["contact.city is set and contact.city is not set"],
    ['contact.city == "Lyon" and contact.city starts with "P"'],
    ['contact.city starts with "Ly" and not (contact.city starts with "L")'],
    ['contact has tag "vip" and contact has no tag "vip"'],
    ['contact in "Interests"."Baking" and contact not in "Interests"."Baking"'],
    ['contact is subscribed and contact.emailStatus == "unsubscribed"'],
    ['contact.city in ["Lyon", "Nice"] and contact.city == "Paris"'],
    ["contact.city in []"],
    ['contact.plan matches "^x"'],
    ["contact.birthday > 2026-03-01 and contact.birthday < 2026-02-01"],
    ["contact.createdAt < 30 days ago and contact.createdAt > 2 weeks ago"],
    ["contact.points + 1 > 5 and contact.points < 3"],
    ["contact.points - contact.points > 0"],
    ["0.1 + 0.2 == 0.3"],
    ["orders over last year < 0"],
    ["orders over last year > 1 and orders over last year < 2"],
    ["contact bought any product within 7 days and contact did not buy any product within 1 month"],
    ['contact bought "mug" and contact did not buy any product'],
    ["contact bought any product at least 3 times and contact bought any product at most 2 times"],
    ['contact.favorites contains "mug" and "mug" not in contact.favorites'],
  ])("%s", (condition) => {
    expect(inCondition(condition).map((mark) => mark.slice(0, 6))).toEqual(["TJ4021"]);
  });

  test.each([
    ["contact.birthday < 2026-03-01 or contact.birthday >= 2026-03-01"],
    ["contact.points > 1 and contact.points < 2"],
    ["contact bought any product within 30 days and contact did not buy any product within 7 days"],
    ["contact bought any product within 30 days and contact did not buy any product within 1 month"],
    ['contact bought "mug" within 30 days and contact did not buy any product within 7 days'],
    ['contact.city starts with "L" and contact.city ends with "n"'],
    ['contact.city contains "L" and not (contact.city starts with "L")'],
    ["total spent from Boutique over last year > 10 EUR and total spent over last year < 5 EUR"],
    ["contact.createdAt < 1 month ago and contact.createdAt > 31 days ago"],
    ["contact.birthday == contact.renewal and contact.birthday is set"],
    ["contact.city is set and contact.city != contact.country"],
  ])("but not %s", (condition) => {
    expect(inCondition(condition).filter((mark) => !mark.startsWith("TJ7"))).toEqual([]);
  });
});

describe("a part that adds nothing", () => {
  test.each([
    ["contact.points > 5 and contact.points > 10", "contact.points > 5"],
    ["contact.points > 5 or contact.points > 10", "contact.points > 10"],
    ['contact.plan == "pro" and contact.plan != "free"', 'contact.plan != "free"'],
    [
      "contact bought any product at least 2 times and contact bought any product",
      "contact bought any product",
    ],
    ["contact.points > 5 and (contact.member or contact.points > 3)", "contact.member or contact.points > 3"],
    ["contact.points > 5 and (contact.member or contact.points < 3)", "contact.points < 3"],
    ["contact.points >= 5 and contact.points <= 5 and contact.points == 5", "contact.points == 5"],
  ])("%s", (condition, part) => {
    expect(inCondition(condition)).toEqual([`TJ4101 ${part}`]);
  });

  test.each([
    ['contact.city is set and contact.city == "Lyon"'],
    ["contact.points > 5 and contact.points < 10"],
    ["contact.points > 5 or contact.points < 3"],
    ["contact.points > 5 and (contact.member or contact.points < 8)"],
  ])("but not in %s", (condition) => {
    expect(inCondition(condition)).toEqual([]);
  });
});

describe("what is known on the way", () => {
  test.each([
    [
      "in a branch",
      'if contact.plan == "free" { if contact.plan == "pro" { exit } }',
      ['TJ4100 contact.plan == "pro"'],
    ],
    [
      "in an else",
      "if contact.points > 5 { } else { if contact.points > 7 { exit } }",
      ["TJ4100 contact.points > 7"],
    ],
    [
      "behind a branch that leaves",
      'if contact.plan == "free" { exit }  if contact.plan == "pro" { tag "vip" }',
      ['TJ4100 contact.plan == "pro"'],
    ],
    [
      "in a later branch",
      'if contact.points > 5 { exit } else if contact.points > 7 { tag "vip" }',
      ["TJ4100 contact.points > 7"],
    ],
    [
      "where branches say again what those before them have said",
      'if contact.points > 5 { exit } else if contact.points <= 5 and contact.points > 2 { tag "vip" }',
      [],
    ],
    [
      "where the last branch takes the rest",
      'if contact.points > 5 { exit } else if contact.points <= 5 { tag "vip" }',
      [],
    ],
    [
      "before an else for nobody",
      'if contact.points > 5 { exit } else if contact.points <= 5 { tag "vip" } else { tag "engaged" }',
      ['TJ4103 { tag "engaged" }'],
    ],
    ["behind a delay", 'if contact.plan == "free" { delay 1 day  if contact.plan == "pro" { exit } }', []],
    [
      "behind a wait",
      'if contact.plan == "free" { wait up to 1 day until contact buys any product  if contact.plan == "pro" { exit } }',
      [],
    ],
    [
      "of the entry, behind a delay",
      "if entry.order.total > 50 EUR { delay 1 day  if entry.order.total < 20 EUR { exit } }",
      ["TJ4100 entry.order.total < 20 EUR"],
      "start when contact buys any product from Boutique",
    ],
    [
      "from the filter of the start",
      'if contact.plan == "free" { tag "vip" }',
      ['TJ4100 contact.plan == "free"'],
      'start when contact signs up where contact.plan == "free"',
    ],
    [
      "from the filter of one of the starts, by what the entry is",
      "if entry is purchase { if entry.order.total < 20 EUR { exit } }",
      ["TJ4100 entry.order.total < 20 EUR"],
      "start when contact buys any product from Boutique where order.total >= 50 EUR  start when contact signs up",
    ],
    [
      "from a rule of leaving, at any time",
      'delay 1 day  if contact has tag "vip" { tag "engaged" }',
      ['TJ4100 contact has tag "vip"'],
      'start when contact signs up  exit if contact has tag "vip"',
    ],
    ["behind a tag", 'tag "vip"  if contact has tag "vip" { exit }', ['TJ4100 contact has tag "vip"']],
    [
      "behind an update",
      "if contact.points > 5 { update contact { set points = 0 }  if contact.points > 5 { exit } }",
      [],
    ],
    [
      "where paths meet: what both know",
      "if contact.member { if contact.points < 5 { exit } } else { if contact.points < 7 { exit } }  if contact.points < 5 { exit }",
      ["TJ4100 contact.points < 5"],
    ],
    [
      "behind a loop",
      "remember count = contact.points  if count > 5 { repeat up to 3 times { if count > 5 { delay 1 day }  remember count = 1 } }",
      [],
    ],
    [
      "in a match",
      'match contact.plan { "free" { if contact.plan == "pro" { exit } }  "pro" { tag "vip" } }',
      ['TJ4100 contact.plan == "pro"'],
    ],
    [
      "for a match, which then needs fewer cases",
      'if contact.plan == "free" { exit }  match contact.plan { "pro" { tag "vip" } }',
      [],
    ],
    [
      "for a case of a match",
      'if contact.plan == "free" { exit }  match contact.plan { "free" { tag "engaged" }  "pro" { tag "vip" } }',
      ['TJ4107 "free"'],
    ],
  ])("%s", (_, lines, expected, start = "start when contact signs up") => {
    expect(aboutConditions(inJourney(lines, start))).toEqual(expected);
  });
});

describe("rules that leave each other nothing to do", () => {
  test.each([
    [
      "an arm behind a wider one",
      'wait up to 1 day { when contact buys any product { tag "vip" } when contact buys "mug" { exit } }',
      ['TJ4108 contact buys "mug"'],
    ],
    [
      "an arm before a wider one",
      'wait up to 1 day { when contact buys "mug" { exit } when contact buys any product { tag "vip" } }',
      [],
    ],
    [
      "an arm behind one whose filter lets more through",
      'wait up to 1 day { when contact buys any product from Boutique where order.total > 5 EUR { tag "vip" } when contact buys any product from Boutique where order.total > 9 EUR { exit } }',
      ["TJ4108 contact buys any product from Boutique where order.total > 9 EUR"],
    ],
    [
      "an arm that an exit takes",
      'exit when contact buys any product\n  wait up to 1 day { when contact buys "mug" { tag "vip" } }',
      ['TJ4108 contact buys "mug"'],
    ],
    [
      "an arm that looks back before the entry",
      'exit when contact buys any product\n  wait up to 1 day { when contact buys "mug" since 2026-01-01 { tag "vip" } }',
      [],
    ],
    ["a start like another", "start when contact signs up", ["TJ4110 contact signs up"]],
    ["another start", "start when contact buys any product", []],
    [
      "an exit like another",
      "exit if contact.points > 5  exit if contact.points > 9",
      ["TJ4111 exit if contact.points > 9"],
    ],
    ["an exit beside another", "exit if contact.points > 5  exit if contact.points < 3", []],
    [
      "a goal behind an exit",
      'exit when contact buys any product  goal "Bought" when contact buys "mug"',
      ['TJ4112 contact buys "mug"'],
    ],
    [
      "a goal with a window, which outlives the run",
      'exit when contact buys any product  goal "Bought" within 3 days when contact buys "mug"',
      [],
    ],
    [
      "a start that leaves at once",
      "exit if contact.points > 5",
      ["TJ4109 contact.points == 6"],
      "start when contact signs up where contact.points == 6",
    ],
  ])("%s", (_, lines, expected, start = "start when contact signs up") => {
    expect(aboutConditions(inJourney(lines, start))).toEqual(expected);
  });
});

test("what segments mean excludes each other where they are used", () => {
  const segments = `segment Poor for Newsletter where contact.points < 5
segment Rich for Newsletter where contact.points > 10
segment Nobody for Newsletter where contact.points < 5 and contact.points > 10
`;
  const journey = (condition: string) =>
    inShop(
      `${segments}journey Case for Newsletter { start when contact signs up  exit if ${condition} }\n`,
    ).slice(1);
  expect(journey("contact in Poor and contact in Rich")).toEqual([
    "TJ4021 contact in Poor and contact in Rich",
  ]);
  expect(journey("contact in Poor and contact.points > 7")).toEqual([
    "TJ4021 contact in Poor and contact.points > 7",
  ]);
  expect(journey("contact in Rich and contact.points > 7")).toEqual([]);
  expect(journey("contact in Nobody and contact.member")).toEqual([]);
});

test.each([
  ["contact.points between 9 and 3", "9 and 3"],
  ["contact.createdAt between 7 days ago and 30 days ago", "7 days ago and 30 days ago"],
  ["contact.createdAt between 2026-03-01 at 9:00 and 2026-03-01", "2026-03-01 at 9:00 and 2026-03-01"],
])("%s ends before it begins", (condition, range) => {
  expect(inCondition(condition)).toEqual([`TJ3017 ${range}`]);
});

test("a question on a scale has no answer beyond it", () => {
  const survey = `survey Nps for Newsletter {
  from "Ana <ana@shop.example>"  subject "How?"  body "{{survey.url}}"
  question score "How likely?": 0 to 10
}
`;
  const journey = (where: string) =>
    inShop(`${survey}journey Case for Newsletter { start when contact answers Nps where ${where} }\n`);
  expect(journey("answer.score > 10")).toEqual(["TJ4021 answer.score > 10"]);
  expect(journey("answer.score >= 9")).toEqual([]);
});

describe("cases that are missing are named, and can be added", () => {
  test.each([
    ["contact.points", "< 5 { } 5 ..< 20 { }", "20 and more has no case", " >= 20 { }"],
    ["contact.points", "< 5 { } 10 ..< 20 { } >= 20 { }", "from 5 to under 10 has no case", " 5 ..< 10 { }"],
    ["contact.points", "< 5 { } > 5 { }", "5 has no case", " 5 { }"],
    ["contact.points", "<= 5 { } > 10 { }", "above 5, up to 10 has no case", " else { }"],
    [
      "contact.points * 2",
      "< 5 { } 8 ..< 9 { } > 9 { }",
      "from 5 to under 8 and 9 have no case",
      " 5 ..< 8 { } 9 { }",
    ],
    ["contact.plan", '"free" { }', '"pro" has no case', ' "pro" { }'],
    ["contact.member", "true { }", "false has no case", " false { }"],
    ["contact.age", "< 5 { } >= 5 { }", "a missing value has no case", " else { }"],
    ["contact.city", '"Lyon" { }', "each text has to have a case", " else { }"],
  ])("match %s { %s }", (subject, cases, missing, fix) => {
    const [said, ...others] = check(`audience A {
  field points: number = 0  field age: number?  field city: text?
  field plan: "free" | "pro" = "free"  field member: boolean = false
}
journey J for A { start when contact signs up  match ${subject} { ${cases} } }
`);
    expect(others).toEqual([]);
    expect(said?.message).toBe(`This match does not say what happens to everybody: ${missing}.`);
    expect(said?.fixes?.[0]?.edits.map(({ text }) => text)).toEqual([fix]);
  });
});
