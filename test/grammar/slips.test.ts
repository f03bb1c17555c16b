import { parse } from "@trajet/grammar";
import { describe, expect, it, test } from "vitest";
import { SYNTAX_CODES } from "../../compiler/src/catalogue/syntax-codes.ts";
import { applyFix } from "./fixing.ts";

/** What an author writes who knows other languages; the code of its one letter; the text after its fix. */
type Slip = readonly [source: string, code: string, right: string];

const STEPS: readonly Slip[] = [
  ["delay for 3 days", "TJ1002", "delay 3 days"],
  ["sleep 3 days", "TJ1003", "delay 3 days"],
  ["delay 2 fortnights", "TJ1003", "delay 4 weeks"],
  ["delay until monday", "TJ1001", "delay until monday at 9:00"],
  ['unless contact has tag "vip" { exit }', "TJ1003", 'if not (contact has tag "vip") { exit }'],
  ['if contact has tag "vip" then { exit }', "TJ1001", 'if contact has tag "vip" { exit }'],
  ['add tag "vip"', "TJ1001", 'tag "vip"'],
  ['remove tag "vip"', "TJ1001", 'untag "vip"'],
  ['set plan = "free"', "TJ1002", 'update contact { set plan = "free" }'],
  ['set plan to "free"', "TJ1002", 'update contact { set plan = "free" }'],
  ['update contact { set plan to "free" }', "TJ1001", 'update contact { set plan = "free" }'],
  ['send email Offer with { city: "Lyon" }', "TJ1002", 'send email Offer(city: "Lyon")'],
  [
    "wait up to 3 days { if contact opens Welcome { exit } }",
    "TJ1002",
    "wait up to 3 days { when contact opens Welcome { exit } }",
  ],
  ["wait 2 days for contact to open Welcome", "TJ1001", "wait up to 2 days until contact opens Welcome"],
  ["wait for contact to open Welcome", "TJ1001", "wait up to 7 days until contact opens Welcome"],
  ['split { 50 "a" { } 50% "b" { } }', "TJ1002", 'split { 50% "a" { } 50% "b" { } }'],
  ["delay 1 dya", "TJ1003", "delay 1 day"],
  ["delay 3 houres", "TJ1003", "delay 3 hours"],
  ["delay one day", "TJ1002", "delay 1 day"],
  ["delay a week", "TJ1002", "delay 1 week"],
  ["wait two days until contact unsubscribes", "TJ1001", "wait up to 2 days until contact unsubscribes"],
  ["wait upto 1 week until contact unsubscribes", "TJ1001", "wait up to 1 week until contact unsubscribes"],
  ["repeat upto 3 times { delay 1 day }", "TJ1001", "repeat up to 3 times { delay 1 day }"],
  [
    "repeat up to 3 times { delay 1 day  exit loop }",
    "TJ1003",
    "repeat up to 3 times { delay 1 day  break }",
  ],
  ['answer = call webhook W(x: "1")', "TJ1002", 'call webhook W(x: "1") as answer'],
  ['if contact.city is "Lyon" { exit }', "TJ1001", 'if contact.city == "Lyon" { exit }'],
  ["if contact.points is not 3 { exit }", "TJ1001", "if contact.points != 3 { exit }"],
  ['call W(x: "1") as answer', "TJ1001", 'call webhook W(x: "1") as answer'],
  ["stop", "TJ1003", "exit"],
  ["end", "TJ1003", "exit"],
  ["quit", "TJ1003", "exit"],
  ["return", "TJ1003", "exit"],
  ["if a { exit } elif b { exit }", "TJ1003", "if a { exit } else if b { exit }"],
  ["if a { exit } elsif b { exit }", "TJ1003", "if a { exit } else if b { exit }"],
  [
    "if a {\n    exit\n  } elseif b {\n    exit\n  }",
    "TJ1003",
    "if a {\n    exit\n  } else if b {\n    exit\n  }",
  ],
  ["if a ≥ 3 { exit }", "TJ1004", "if a >= 3 { exit }"],
  ["if a ≤ 3 { exit }", "TJ1004", "if a <= 3 { exit }"],
  ["if a ≠ 3 { exit }", "TJ1004", "if a != 3 { exit }"],
  ["if a => 3 { exit }", "TJ1036", "if a >= 3 { exit }"],
  ["if a =< 3 { exit }", "TJ1036", "if a <= 3 { exit }"],
  ["if a > = 3 { exit }", "TJ1001", "if a >= 3 { exit }"],
  ["if a ! = 3 { exit }", "TJ1004", "if a != 3 { exit }"],
  [
    "repeat up to 3 times { if a { continue }  delay 1 day }",
    "TJ1002",
    "repeat up to 3 times { if a { } else {  delay 1 day } }",
  ],
  [
    'repeat up to 3 times {\n    if a {\n      tag "x"\n      continue\n    }\n    delay 1 day\n  }',
    "TJ1002",
    'repeat up to 3 times {\n    if a {\n      tag "x"\n    } else {\n    delay 1 day\n    }\n  }',
  ],
  ["repeat up to 3 times { delay 1 day  continue }", "TJ1002", "repeat up to 3 times { delay 1 day }"],
  [
    "repeat up to 3 times { delay 1 day  if a { exit } else { continue } }",
    "TJ1002",
    "repeat up to 3 times { delay 1 day  if a { exit } else { } }",
  ],
  ["let x = 3", "TJ1003", "remember x = 3"],
  ["const x = 3", "TJ1003", "remember x = 3"],
  ["var x = contact.points + 1", "TJ1003", "remember x = contact.points + 1"],
  ["loop { break }", "TJ1003", "repeat up to 3 times { break }"],
  ["while a { break }", "TJ1003", "repeat up to 3 times { break }"],
  ["for 5 times { break }", "TJ1002", "repeat up to 5 times { break }"],
  ["repeat 14 times { break }", "TJ1001", "repeat up to 14 times { break }"],
  ["send mail Welcome", "TJ1001", "send email Welcome"],
  ["send Welcome", "TJ1001", "send email Welcome"],
  ["email Welcome", "TJ1002", "send email Welcome"],
  ['send email "Welcome"', "TJ1001", "send email Welcome"],
  ['send email Offer(city = "Lyon")', "TJ1034", 'send email Offer(city: "Lyon")'],
  ["# a comment", "TJ1004", "// a comment"],
  ['if contact.tags includes "vip" { exit }', "TJ1001", 'if contact.tags contains "vip" { exit }'],
  ['if contact.plan === "free" { exit }', "TJ1001", 'if contact.plan == "free" { exit }'],
  ['if contact.country in ("FR","BE") { exit }', "TJ1001", 'if contact.country in ["FR","BE"] { exit }'],
  ['if contact.country in ["FR" "BE"] { exit }', "TJ1001", 'if contact.country in ["FR", "BE"] { exit }'],
  ["if contact didn't buy any product { exit }", "TJ1001", "if contact did not buy any product { exit }"],
  ["if contact hasn't bought any product { exit }", "TJ1001", "if contact did not buy any product { exit }"],
  ['if contact is in "vip" { exit }', "TJ1023", 'if contact has tag "vip" { exit }'],
  ["if contact has tag vip { exit }", "TJ1001", 'if contact has tag "vip" { exit }'],
  [
    "if contact bought any product in the last 30 days { exit }",
    "TJ1001",
    "if contact bought any product in last 30 days { exit }",
  ],
  [
    "if contact bought any product last 30 days { exit }",
    "TJ1001",
    "if contact bought any product in last 30 days { exit }",
  ],
  ["if order.total > 50€ { exit }", "TJ1004", "if order.total > 50 EUR { exit }"],
  ["if order.total > €50 { exit }", "TJ1004", "if order.total > 50 EUR { exit }"],
  ["delay 3d", "TJ1003", "delay 3 days"],
  ["delay 1h", "TJ1003", "delay 1 hour"],
  ["delay until 9am", "TJ1003", "delay until 9:00"],
  ["delay until 9:30 pm", "TJ1003", "delay until 21:30"],
  ["wait 3 days", "TJ1001", "delay 3 days"],
  ["wait 5 days { when contact opens A { } }", "TJ1001", "wait up to 5 days { when contact opens A { } }"],
  ["wait 3 days for contact buys any product", "TJ1001", "wait up to 3 days until contact buys any product"],
  ["wait for contact buys any product", "TJ1001", "wait until contact buys any product"],
  [
    "wait up to 3 days { when contact has bought any product { } }",
    "TJ1001",
    "wait up to 3 days { when contact buys any product { } }",
  ],
  [
    "wait up to 3 days { when contact opens A { } else { exit } }",
    "TJ1002",
    "wait up to 3 days { when contact opens A { } otherwise { exit } }",
  ],
  ["untag customer", "TJ1001", 'untag "customer"'],
  ["tag vip, loyal", "TJ1001", 'tag "vip", "loyal"'],
  ["contact.points = 3", "TJ1002", "update contact { set points = 3 }"],
  ["update contact { points = 3 }", "TJ1003", "update contact { set points = 3 }"],
  ["remember contact = 3", "TJ1013", "remember contact_ = 3"],
  ["after: delay 3 days", "TJ1014", "after_: delay 3 days"],
  ["send: delay 3 days", "TJ1014", "send_: delay 3 days"],
  ["otherwise: delay 3 days", "TJ1014", "otherwise_: delay 3 days"],
  ["exit: exit", "TJ1014", "exit_: exit"],
  ["wait: delay 3 days", "TJ1014", "wait_: delay 3 days"],
  ["delay: delay 3 days", "TJ1014", "delay_: delay 3 days"],
  ["bought: delay 3 days", "TJ1014", "bought_: delay 3 days"],
  [
    "if contact bought any product from A, B { exit }",
    "TJ1032",
    "if contact bought any product from A { exit }",
  ],
];

const SETTINGS: readonly Slip[] = [
  ["start on sign up", "TJ1001", "start when contact signs up"],
  ["start when signs up", "TJ1001", "start when contact signs up"],
  ["send between 9:00-20:00", "TJ1001", "send between 9:00 and 20:00"],
  ["send between 9:00 to 20:00", "TJ1001", "send between 9:00 and 20:00"],
  ["goal Order when contact buys any product", "TJ1001", 'goal "Order" when contact buys any product'],
  ["title Welcome", "TJ1001", 'title "Welcome"'],
  ["title Welcome to all", "TJ1001", 'title "Welcome to all"'],
];

const DECLARATIONS: readonly Slip[] = [
  [
    'webhook W { method POST  url "https://a.example" }',
    "TJ1001",
    'webhook W { method "POST"  url "https://a.example" }',
  ],
  [
    "loyalty L for N { rank by spend  over last year }",
    "TJ1001",
    "loyalty L for N { rank by total spent  over last year }",
  ],
  [
    "loyalty L for N {\n  tiers { gold: top 1%, silver: top 5%, rest: rest }\n}",
    "TJ1002",
    "loyalty L for N {\n  tiers { gold: top 1%  silver: top 5%  rest: rest }\n}",
  ],
  [
    'email E for N { subject "Hello"  transactional }',
    "TJ1002",
    'email E for N { subject "Hello"  kind transactional }',
  ],
  [
    'email E for N { subject "Hello"  type: marketing }',
    "TJ1003",
    'email E for N { subject "Hello"  kind marketing }',
  ],
  [
    "journey J for N {\n  start when contact does B  one run for each entry.event.id\n  delay 1 day\n}",
    "TJ1001",
    "journey J for N {\n  start when contact does B  one run per entry.event.id\n  delay 1 day\n}",
  ],
  [
    "journey J for N {\n  start when contact does B  keyed by entry.event.id\n  delay 1 day\n}",
    "TJ1003",
    "journey J for N {\n  start when contact does B  one run per entry.event.id\n  delay 1 day\n}",
  ],
  [
    "journey J for N {\n  start when contact does B or C\n  delay 1 day\n}",
    "TJ1001",
    "journey J for N {\n  start when contact does B  start when contact does C\n  delay 1 day\n}",
  ],
  [
    'journey J for N {\n  start manually  goal "g" within 3 days contact does C\n  delay 1 day\n}',
    "TJ1001",
    'journey J for N {\n  start manually  goal "g" within 3 days when contact does C\n  delay 1 day\n}',
  ],
  [
    'journey J for N {\n  start manually  goal "g" when contact does C and exit\n  delay 1 day\n}',
    "TJ1002",
    'journey J for N {\n  start manually  goal "g" when contact does C then exit\n  delay 1 day\n}',
  ],
  ['email E for N { subject: "Hello" }', "TJ1001", 'email E for N { subject "Hello" }'],
  ['email E for N { kind "transactional" }', "TJ1001", "email E for N { kind transactional }"],
  ['audience N { tag "x" }', "TJ1002", 'audience N { tags "x" }'],
  [
    'journey J for N {\n  start manually\n  tag "a"\n  exit when contact unsubscribes\n}',
    "TJ1018",
    'journey J for N {\n  exit when contact unsubscribes\n  start manually\n  tag "a"\n}',
  ],
  [
    'journey J for N {\n  start manually\n  if a {\n    reenter always\n    tag "a"\n  }\n}',
    "TJ1017",
    'journey J for N {\n  reenter always\n  start manually\n  if a {\n    tag "a"\n  }\n}',
  ],
];

const TEST_LINES: readonly Slip[] = [
  ["expect email Welcome sent", "TJ1003", "expect sent Welcome"],
  ["expect exit", "TJ1001", "expect exited"],
  [
    'expect sent M containing "a", "b" since start',
    "TJ1002",
    'expect sent M since start containing "a", "b"',
  ],
  ["expect sent M where x since start", "TJ1002", "expect sent M since start where x"],
  ["expect sent M matching snapshot since start", "TJ1002", "expect sent M since start matching snapshot"],
  ["expect not send Welcome", "TJ1001", "expect not sent Welcome"],
  ["expect enters where x", "TJ1002", "expect entered where x"],
  ["expect waiting at back", "TJ1014", "expect waiting at back_"],
  ["expect sent M 2 times to Ana", "TJ1040", "expect sent M to Ana 2 times"],
  ["expect sent M where x 2 times", "TJ1040", "expect sent M 2 times where x"],
  ["expect not sent M 2 times", "TJ1042", "expect sent M 1 time"],
  ['take thanks "story"', "TJ1001", 'take "story"'],
  ['take thanks: "story" for Ana', "TJ1001", 'take "story" for Ana'],
  ['take "story" of thanks', "TJ1002", 'take "story"'],
  ["expect sent M with { points: 3, b: 2 }", "TJ1002", "expect sent M where points == 3 and b == 2"],
  ["expect 2 times sent M", "TJ1002", "expect sent M 2 times"],
  ["expect M sent", "TJ1002", "expect sent M"],
  ["expect not M was sent", "TJ1003", "expect not sent M"],
  ["expect nothing was sent", "TJ1001", "expect nothing sent"],
  ["expect at back_", "TJ1003", "expect waiting at back_"],
  ["expect contact is waiting at back_", "TJ1001", "expect waiting at back_"],
  ["expect contact finished", "TJ1002", "expect finished"],
  ['expect goal "Order" reached', "TJ1002", 'expect reached goal "Order"'],
  ['expect contact has the tag "vip"', "TJ1001", 'expect contact has tag "vip"'],
  ["expect sent M snapshot", "TJ1002", "expect sent M matching snapshot"],
  ['expect sent M contains "a"', "TJ1002", 'expect sent M containing "a"'],
  ["given webhook W returns { a: 1 }", "TJ1001", "given webhook W answers { a: 1 }"],
  ["cases [ { a: 1 }, { a: 2 } ]", "TJ1001", "cases { { a: 1 } { a: 2 } }"],
  ["at 2026-03-27 10:00", "TJ1037", "on 2026-03-27 at 10:00"],
  ["on 2026-03-27 10:00", "TJ1002", "on 2026-03-27 at 10:00"],
];

const PLACES: readonly (readonly [string, readonly Slip[], (source: string) => string])[] = [
  [
    "a step",
    STEPS,
    (source) =>
      `journey J for N {\n  start manually\n  tag "before"\n  ${source}\n  tag "after"\n}\n\nsegment Rest for N where a\n`,
  ],
  ["a setting", SETTINGS, (source) => `journey J for N {\n  ${source}\n  tag "after"\n}\n`],
  ["a declaration", DECLARATIONS, (source) => `segment Before for N where a\n\n${source}\n`],
  ["a line of a test", TEST_LINES, (source) => `test "t" for J {\n  ${source}\n  expect finished\n}\n`],
];

describe.each(PLACES)("a slip in %s", (_place, slips, around) => {
  it.each(slips)("%s", (source, code, right) => {
    const text = around(source);
    const { problems } = parse(text);
    expect(problems.map((problem) => SYNTAX_CODES[problem.code])).toEqual([code]);
    const [problem] = problems;
    if (problem?.fix === undefined) throw new Error(`${source}: no fix`);
    const mended = applyFix(text, problem.fix);
    expect(mended).toBe(around(right));
    expect(parse(mended).problems).toEqual([]);
  });
});

test("what a fix only guesses is said in its title", () => {
  const titles = (step: string) =>
    parse(`journey J for N { start manually  ${step} }`).problems.map(({ fix }) => fix?.title);
  expect(titles("while a { delay 1 day }")).toEqual(["Write repeat up to 3 times, and choose the number"]);
  expect(titles("loop 5 { delay 1 day }")).toEqual(["Write repeat up to 5 times {"]);
});

describe("several slips", () => {
  const text = `journey J for N {
  start manually
  if a { exit }
  dely 3 days
  tga "customer"
  sned email Welcome
  let x = 3
  exit when contact unsubscribes
  delay 3d
}
`;

  it("have one letter each, also those that one of them hid", () => {
    const said = parse(text).problems.map(({ code, span, fix }) => [
      code,
      text.slice(span.start, span.end),
      fix?.title,
    ]);
    expect(said).toEqual([
      ["unknown-statement", "dely", "Write delay"],
      ["unknown-statement", "tga", "Write tag"],
      ["unknown-statement", "sned", "Write send"],
      ["unknown-statement", "let", "Write remember x ="],
      ["exit-rule-as-step", "exit when contact unsubscribes", "Move it to the head of the journey"],
      ["unknown-statement", "d", "Write 3 days"],
    ]);
  });

  it("hide behind a line of unknown words no more than behind a slip", () => {
    const hidden = 'journey J for N {\n  start manually\n  foo bar\n  tga "customer"\n  sned email W\n}\n';
    const said = parse(hidden).problems.map(({ span, fix }) => [
      hidden.slice(span.start, span.end),
      fix?.title,
    ]);
    expect(said).toEqual([
      ["foo", undefined],
      ["tga", "Write tag"],
      ["sned", "Write send"],
    ]);
  });

  it("are mended by their fixes, one after the other", () => {
    let mended = text;
    for (let fix = parse(mended).problems[0]?.fix; fix !== undefined; fix = parse(mended).problems[0]?.fix)
      mended = applyFix(mended, fix);
    expect(parse(mended).problems).toEqual([]);
    expect(mended).toContain('if a { exit }\n  delay 3 days\n  tag "customer"\n  send email Welcome');
  });
});
