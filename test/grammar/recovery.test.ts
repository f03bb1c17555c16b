import { parse } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { applyFix, marked } from "./fixing.ts";
import { printTree } from "./print-tree.ts";

/**
 * A mistake, the code of its problem, what the problem is about (`^` where something is missing), and what the
 * problem says instead or expects.
 */
type Mistake = readonly [source: string, code: string, about: string, hint: string];

const STEPS: readonly Mistake[] = [
  ["send email", "expected", "email^", "the name of an email"],
  ["send email 5 Welcome", "expected", "5", "the name of an email"],
  ["send Welcome(a: 1)", "expected", "Welcome", "“email”, “sms”, “survey” or “message”"],
  ["sned email Welcome", "unknown-statement", "sned", "send"],
  ['foo bar { tag "x" }', "unknown-statement", "foo", ""],
  ['tag "a";', "bad-character", ";", ""],
  ["tag", "expected", "tag^", "a tag"],
  ["untag x", "expected", "x", "a tag"],
  ['join "A"', "expected", '"A"^', "“.” and a group of the category"],
  ['join "A".', "expected", '"A".^', "a group of the category"],
  ["leave", "expected", "leave^", "a group, or “journey” and its name"],
  ["start", "expected", "start^", "“when”, “manually”, “every”, “on” or a date"],
  ["call webhook", "expected", "webhook^", "the name of a webhook"],
  ["call W", "expected", "W", "“webhook”"],
  ["run", "expected", "run^", "the name of a fragment"],
  ["add Lookalikes", "expected", "Lookalikes", "“to” and a custom audience"],
  ["archive", "expected", "archive^", "“contact”"],
  ["milestone", "expected", "milestone^", "the name of the milestone"],
  ["delay", "expected", "delay^", "a duration, such as “1 week”, or “until” and a moment"],
  ["delay until", "expected", "until^", "a moment, such as “monday at 9:00”, or a duration"],
  ["wait 3 days", "expected", "3", "“up to”, as in “wait up to 5 days”,"],
  ["wait 5 days { when contact opens A { } }", "expected", "5", "“up to”, as in “wait up to 5 days”,"],
  ["wait x", "expected", "x", "“until” and what is waited for, or “{ when … }”"],
  ["wait up to 3 days", "expected", "days^", "“until” and what is waited for, or “{ when … }”"],
  ["repeat 14 times { break }", "expected", "14", "“up to” and a number of times"],
  ["repeat up to 14 { break }", "expected", "{", "“times”"],
  ["remember x", "expected", "x^", "“=” and a value"],
  ["remember when = 1", "reserved-name", "when", "when_"],
  ["bought: delay 1 day", "keyword-as-name", "bought", "bought_"],
  ["test: delay 1 day", "keyword-as-name", "test", "test_"],
  ["give coupon C", "coupon-without-as", "C", "give coupon C as code"],
  ["if contact.\nsend email Welcome", "expected", "contact.^", "a member after the dot"],
  ["if contact. { exit }", "expected", "{", "a member after the dot"],
  ["if contact.plan == { exit }", "expected", "{", "a value"],
  ['if contact.plan = "x" { exit }', "single-equals", "=", "=="],
  ["if a && b { exit }", "bad-character", "&&", "and"],
  ["if !a { exit }", "bad-character", "!", "not"],
  ["if (a or b { exit }", "expected", "{", "“)”"],
  ["if a) { exit }", "expected", ")", "“{”"],
  ['if x\n  tag "a"\n}', "expected", "x^", "“{”"],
  ['if x {\n  tag "a"', "unclosed-block", "{", ""],
  ['if contact has tga "vip" { exit }', "expected", "tga", "“tag” and its name"],
  ["if contact in { exit }", "expected", "{", "a list, a segment or a group"],
  [
    "if contact bought { exit }",
    "expected",
    "{",
    "what is bought: “any product”, products in quotes, or “category”",
  ],
  ["if contact opened within 3 days { exit }", "expected", "within", "the name of a message"],
  ["if { exit }", "expected", "{", "a value or a condition"],
  ['tag "abc', "unclosed-string", '"abc', ""],
  ['send email R(a: "x)', "unclosed-string", '"x', ""],
  ["send email R(a: 1", "expected", "1^", "“)”"],
  ["send email R(a 1)", "expected", "1", "“)”"],
  ['send email R("x")', "positional-argument", '"x"', 'name: "x"'],
  ["send email R(a: )", "expected", ")", "a value or a condition"],
  ["tag 'a'", "wrong-quotes", "'a'", '"a"'],
  ["tag “a”", "wrong-quotes", "“a”", '"a"'],
  ["wait { when contact opens A { } otherwise { } otherwise { exit } }", "second-otherwise", "otherwise", ""],
  ["match x { 1 { } else { } else { exit } }", "second-otherwise", "else", ""],
  ['tag "{{plural n "a" "b"}} c"', "quotes-in-template", '{{plural n "a" "b"}}', "{{plural n 'a' 'b'}}"],
  ['tag "{{n}} {{link "a"}} or {{link "b"}}"', "quotes-in-template", '{{link "a"}}', "{{link 'a'}}"],
  ['tag "a\\q"', "bad-escape", "\\q", ""],
  ['split { 50 "a" { } 50% "b" { } }', "unexpected-text", "50", ""],
  ['split { 50% { exit } 50% "b" { } }', "expected", "{", "the name of the arm"],
  ['match x { "a" "b" { } else { } }', "expected", '"b"', "“{”"],
  ["wait up to 3 days {\n  when contact opens A\n  otherwise { }\n}", "expected", "A^", "“{”"],
  ["wait up to 3 days { when contact opens A { } foo { } otherwise { } }", "unknown-statement", "foo", ""],
  ["update contact { set = 1  clear x }", "expected", "=", "the name of a field"],
  ["update contact { points = 1 }", "unknown-statement", "points", ""],
  ["update contact set points = 1 }", "expected", "set", "“{”"],
  ["reply wait up to 3 days until a", "unknown-statement", "reply", ""],
  ['title "x"', "setting-after-steps", 'title "x"', ""],
  ['if a { title "x" }', "setting-in-block", 'title "x"', ""],
  ["exit if a", "exit-rule-as-step", "exit if a", "if a { exit }"],
  ['exit if a { tag "z" }', "exit-rule-as-step", 'exit if a { tag "z" }', "if a { exit }"],
  ["if a { exit when contact opens A }", "exit-rule-as-step", "exit when contact opens A", ""],
  ["if a { exit if b }", "exit-rule-as-step", "exit if b", "if b { exit }"],
  ["if contact opened A since entry where (x) { }", "where-after-times", "where (x)", "where (x)"],
  [
    "if contact opened A where x == 1 and y { }",
    "where-without-parentheses",
    "x == 1 and y",
    "where (x == 1 and y)",
  ],
  ["if contact is in Lapsed { }", "is-in", "is in Lapsed", "contact in Lapsed"],
  ["if contact is not in Lapsed { }", "is-in", "is not in Lapsed", "contact not in Lapsed"],
  ['if contact is tagged "x" { }', "is-tagged", "is tagged", 'contact has tag "x"'],
  ['if contact is not tagged "x" { }', "is-tagged", "is not tagged", 'contact has no tag "x"'],
  [
    "if contact has not bought any product for 60 days { }",
    "perfect-tense",
    "has not bought",
    "contact did not buy any product within 60 days",
  ],
  ["if contact has bought any product { }", "perfect-tense", "has bought", "contact bought any product"],
  [
    "if contact did not buy any product for 60 days { }",
    "for-instead-of-within",
    "for 60 days",
    "within 60 days",
  ],
  [
    "if not contact opened A within 3 days { }",
    "not-before-sentence",
    "not contact opened A within 3 days",
    "contact did not open A within 3 days",
  ],
  ["if contact did not opened A { }", "form-after-not", "opened", "open"],
  ["if contact bought any product from A, B { }", "two-stores", "B", ""],
  ['tag # "a"', "bad-character", "#", ""],
];

const SETTINGS: readonly Mistake[] = [
  ["start", "expected", "start^", "“when”, “manually”, “every”, “on” or a date"],
  ["start when", "expected", "when^", "what happens, such as “contact opens Welcome”"],
  ["start when contact", "expected", "contact^", "what the contact does, such as “opens Welcome”"],
  ["start when contact opens A or when contact opens B", "or-when-in-setting", "or", "start when"],
  ["exit when contact opens A or when contact opens B", "or-when-in-setting", "or", "exit when"],
  [
    "start when contact does A where x since entry",
    "where-before-since",
    "since entry",
    "since entry where …",
  ],
  [
    "start when contact abandons cart for 1 hour from Boutique",
    "for-before-from",
    "from Boutique",
    "from Boutique",
  ],
  ["start every", "expected", "every^", "“day”, “weekday”, a weekday, “month”, “year” or an interval"],
  ["start every day", "expected", "day^", "“at” and a time of day"],
  ["start every month at 9:00", "expected", "at", "“on day 1” or “on last day”"],
  ["start every 2 weeks at 9:00", "expected", "at", "“from” and the date to count from"],
  ["exit if", "expected", "if^", "a value or a condition"],
  ["exit when", "expected", "when^", "what happens, such as “contact opens Welcome”"],
  ["limit 2 messages per 7 days", "cap-per-duration", "7 days", "per week"],
  ["limit 2 messages", "expected", "messages^", "“per” and a unit, such as “per week”"],
  ['goal "X"', "expected", '"X"^', "“when” and what has to happen"],
  [
    'goal "X" when contact buys any product within 3 days',
    "goal-within-last",
    "within 3 days",
    'goal "X" within 3 days when …',
  ],
  ["reenter sometimes", "expected", "sometimes", "“never”, “always”, “restart” or “after 30 days”"],
  ["one run per\nstart manually", "expected", "per^", "a value"],
  ["send between 9:00", "expected", "9:00^", "“and” and the end of the window"],
  ["after pause", "expected", "pause^", "“continue”, “exit” or “skip messages older than …”"],
  ["enter 2026-01-01", "expected", "2026-01-01", "“from” and a date"],
  ["title Welcome", "expected", "Welcome", "a text in quotes"],
  ['exit if contact.plan ==\ngoal "X" when contact opens A', "expected", "==^", "a value"],
];

const DECLARATIONS: readonly Mistake[] = [
  ["event E {\n  flight: text\n  field b: text\n}", "line-without-field", "flight", "field flight"],
  ["event E {\n  field flight text\n  field b: text\n}", "expected", "text", "“:” and a type"],
  ["event E { field b: }", "expected", "}", "a type, such as “text”"],
  ["event E", "expected", "E^", "“{” and its fields, or “from” and a file"],
  ["event { field a: text }", "expected", "{", "the name of the event"],
  ['email text for N { subject "a" }', "keyword-as-name", "text", "Text"],
  ['email E N { subject "a" }', "expected", "N", "“for” and the name of an audience"],
  ['email E for N {\n  subject\n  body "b"\n}', "expected", "subject^", "a text in quotes"],
  ['email E for N {\n  subjct "a"\n  body "b"\n}', "unknown-statement", "subjct", "subject"],
  ['email E for N {\n  subject "a"\n  body "b"', "unclosed-block", "{", ""],
  ["email E(a text, b: text) for N { }", "expected", "text", "“:” and a type"],
  ["email E(when: text) for N { }", "reserved-name", "when", "when_"],
  ['email E(a: text for N { subject "a" }', "expected", "for", "“)”"],
  ['email E for N { body """\n  abc\n  def\n}', "unclosed-text-block", '"""\n  abc\n  def', ""],
  ['email E for N { /* abc\n  subject "x"\n}', "unclosed-comment", "/* abc", ""],
  ['audience N {\n  field plan: "a" "b"\n  tags "x"\n}', "unexpected-text", '"b"', ""],
  ['audience N {\n  group "I" "a"\n  tags "x"\n}', "expected", '"a"', "“:” and groups"],
  [
    'store B { currency euro  platform "x" }',
    "expected",
    "euro",
    "a currency of three capital letters, such as EUR",
  ],
  ["store B { products }", "expected", "}", "products in quotes, or “from” and a file"],
  ["loyalty L for N { rank total spent  over last year }", "expected", "total", "“by” and a measure"],
  ["loyalty L for N { tiers { gold: 1% } }", "expected", "1%", "“top” and a size, or “rest”"],
  ["loyalty L for N { top }", "expected", "}", "a number or a share, such as “10%”"],
  ['jorney J for N { tag "a" }', "unknown-statement", "jorney", "journey"],
  ["segment S for N", "expected", "N^", "“where” and a condition"],
  ["segment S where a", "expected", "where", "“for” and the name of an audience"],
  ["segment S for N where", "expected", "where^", "a value"],
  ["}", "extra-brace", "}", ""],
  ["foo bar baz", "unknown-statement", "foo", ""],
  ["coupon C { code }", "expected", "}", "the code"],
  ['webhook W { header "a" env  send { a: 1 } }', "expected", "send", "the name of an environment variable"],
  ['webhook W { send { a 1, b: 2 }  url "x" }', "expected", "1", "“:” and a value"],
  ['webhook W { send { a: , b: 2 }  url "x" }', "expected", ",", "a value"],
  ['webhook W { send { a: 1 b: 2 }  url "x" }', "expected", "b", "“,” or “}”"],
  ['webhook W {\n  send { a: 1\n  url "x"\n}', "expected", "1^", "“,” or “}”"],
  ['custom L { network "x" }', "expected", "L", "“audience”"],
  ['survey Q for N { question "a": text }', "expected", '"a"', "the name of the question"],
  ['survey Q for N { question a "a" text }', "expected", "text", "“:” and a type or a scale"],
  ['message A for N { text "x" }', "expected", "{", "“by” and the name of a channel"],
  ["labels", "expected", "labels^", "a name in quotes"],
  ["labels a, b", "expected", "a", "a name in quotes"],
  ['journey J for N {\n  if x { tag "a" } }\n  tag "b"\n}', "extra-brace", "}", ""],
  ['journey J for N {\n  if x {\n    tag "a"\n  tag "b"\n}', "unclosed-block", "{", ""],
  ['journey J for N {\n  tag "a"', "unclosed-block", "{", ""],
  ['fragment F for N { title "x" }', "setting-in-block", 'title "x"', ""],
];

const TEST_LINES: readonly Mistake[] = [
  ["at 2026-03-27 at 10:00", "at-for-on", "at", "on"],
  ["contact does A { x: 1 }", "payload-without-with", "{", "with {"],
  [
    'given Ana bought "m" with { x: 1 } on 2026-01-01',
    "with-before-on",
    "with { x: 1 }",
    "on 2026-01-01 with { … }",
  ],
  ['given Ana bought "m"', "expected", '"m"^', "“on” and a date"],
  ["expect sent M where x 2 times", "count-out-of-place", "2 times", "sent … 2 times where …"],
  ["expect sent M 2 times to Ana", "count-out-of-place", "to Ana", "sent … to Ana 2 times"],
  ["expect sent M at least 2 times", "count-with-bound", "at least 2 times", "2 times"],
  ["expect entered runs times", "count-by-name", "runs times", ""],
  ["expect sent M to Ana mails time since start", "count-by-name", "mails time", ""],
  ["given email fails", "fails-for-refuses", "fails", "refuses"],
  ["expect not sent M 2 times", "count-after-not", "2", "expect sent … 1 time"],
  ["expect", "expected", "expect^", "an outcome or a condition"],
  ["given", "expected", "given^", "a contact, what she did or is, or how a webhook or channel answers"],
  ["given contact", "expected", "contact^", "“{” and the fields of the contact"],
  ["given push", "expected", "push^", "“answers”, “refuses” or “times out”"],
  ["given webhook W", "expected", "W^", "“answers”, “refuses” or “times out”"],
  ["given contact {\n  a: 1", "expected", "1^", "“,” or “}”"],
  ["expct finished", "unknown-statement", "expct", "expect"],
  ["expect sent", "expected", "sent^", "the name of a message"],
  ["on", "expected", "on^", "a value"],
  ["contact", "expected", "contact^", "what the contact does, such as “opens Welcome”"],
  ["contact signs", "expected", "signs^", "“up”"],
  ["Ana foo bar", "unknown-statement", "Ana", ""],
  ["take", "expected", "take^", "the name of an arm"],
  ['expect reached "x"', "expected", '"x"', "“goal” or “milestone” and its name"],
  ["expect waiting at", "expected", "at^", "the label of a step"],
  ["given contact { a: 1 b: 2 }", "expected", "b", "“,” or “}”"],
];

const REST = "\nsegment Rest for N where a\n";
const indented = (source: string): string => source.replaceAll("\n", "\n  ");

/** Where the mistakes stand: the text around them, and what has to be left of it in the tree. */
const PLACES: readonly (readonly [
  place: string,
  mistakes: readonly Mistake[],
  around: (source: string) => string,
  left: readonly string[],
])[] = [
  [
    "a step",
    STEPS,
    (source) => `journey J for N {\n  tag "before"\n  ${indented(source)}\n  tag "after"\n}${REST}`,
    ['(Tag tags=["before"])', '(Tag tags=["after"])'],
  ],
  [
    "a setting",
    SETTINGS,
    (source) => `journey J for N {\n  ${indented(source)}\n  tag "after"\n}${REST}`,
    ['(Tag tags=["after"])'],
  ],
  ["a declaration", DECLARATIONS, (source) => `${source}${REST}`, []],
  [
    "a line of a test",
    TEST_LINES,
    (source) => `test "t" for J {\n  ${indented(source)}\n  expect finished\n}${REST}`,
    ["(Expect expected=(finished))"],
  ],
];

describe.each(PLACES)("one mistake in %s", (_place, mistakes, around, left) => {
  it.each(mistakes)("%s", (source, code, about, hint) => {
    const text = around(source);
    const { tree, problems } = parse(text);
    const said = problems.map((problem) => {
      const { instead, nearest, expected } = problem.data;
      return [problem.code, marked(text, problem), instead ?? nearest ?? expected ?? ""];
    });
    expect(said).toEqual([[code, about, hint]]);
    const [printed, rest] = [printTree(tree.declarations), printTree(tree.declarations.at(-1))];
    for (const part of left) expect(printed).toContain(part);
    expect(rest).toBe("(Segment name=Rest audience=N where=a)");
  });

  it.each(mistakes)("%s: its fix, if it has one, leaves no mistake", (source) => {
    const text = around(source);
    for (const { fix } of parse(text).problems) {
      if (fix !== undefined) expect(parse(applyFix(text, fix)).problems).toEqual([]);
    }
  });
});

it("a comment that nobody closes excuses no mistake before it", () => {
  const codes = parse("}\naudience N { }\n/* of the shop").problems.map(({ code }) => code);
  expect(codes).toEqual(["extra-brace", "unclosed-comment"]);
});
