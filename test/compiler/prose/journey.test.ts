import { describe, expect, test } from "vitest";
import { proseOf } from "../../../compiler/src/prose/journey.ts";
import { DECLARATIONS } from "../lower/compiled.ts";
import { modelOf } from "../map/drawn.ts";

/** What is said of the steps of a journey of these lines. */
function told(lines: string, more = ""): string {
  const text = `journey Series for Newsletter {\n  start when contact signs up\n${lines}\n}\n${more}`;
  const model = modelOf({ "declarations.journey": DECLARATIONS, "series.journey": text });
  const journey = model.symbols.journeys.get("Series");
  if (journey === undefined) throw new Error("the journey is not there");
  return proseOf(model, journey);
}

const steps = (lines: string, more = "") =>
  told(lines, more).split("## Steps\n\n")[1]?.split("\n\n")[0]?.trimEnd();

// Each construct of the language has its prose beside its source in test/fixtures/constructs; here is how they stand together.
describe("numbers", () => {
  test("of ten steps and more, with ways below them", () => {
    const lines = Array.from({ length: 10 }, () => "delay 1 day").join(" ");
    expect(steps(`${lines} if contact.points > 5 { tag "vip" exit } else { }`)?.split("\n").slice(9)).toEqual(
      [
        "10. Wait 1 day.",
        "11. Take the first of these that fits:",
        "    - 11.a If the contact's points are more than 5:",
        '      - 11.a.1 Add the tag "vip".',
        "      - 11.a.2 End the run here.",
        "    - 11.b Otherwise: go on.",
      ],
    );
  });

  test("of ways go on behind z", () => {
    const arms = Array.from({ length: 28 }, (_, index) => `1% "${index}" { }`).join(" ");
    expect(steps(`split { ${arms} }`)).toContain(
      '- 1.z 1% take "25": go on.\n   - 1.aa 1% take "26": go on.\n   - 1.ab 1%',
    );
  });
});

test("a fragment has what it is given in the place of its parameters, also in a fragment of its own", () => {
  const fragments = `fragment Outer(times: duration) for Newsletter { run Inner(patience: times) }
fragment Inner(patience: duration) for Newsletter { delay patience  wait up to patience until contact opens Welcome }`;
  expect(steps("run Outer(times: 2 days)", fragments)).toBe(`1. Go through the fragment Outer (times: 2 days):
   - 1.1 Go through the fragment Inner (patience: 2 days):
     - 1.1.1 Wait 2 days.
     - 1.1.2 Wait up to 2 days until the contact opens the email Welcome, then go on in any case.`);
});

test("a fragment that runs itself is told once", () => {
  expect(
    steps("run Again", "fragment Again for Newsletter { delay 1 day run Again }"),
  ).toBe(`1. Go through the fragment Again:
   - 1.1 Wait 1 day.
   - 1.2 Go through the fragment Again.`);
});

test.each([
  [
    "not (contact.points > 1 or contact.points < 0)",
    "it is not the case that (the contact's points are more than 1 or the contact's points are less than 0)",
  ],
  [
    'contact.points > 1 and (contact.points < 5 or contact has tag "vip")',
    "the contact's points are more than 1 and (the contact's points are less than 5 or the contact has the tag \"vip\")",
  ],
  [
    "contact bought any product from Boutique at least 3 times within 7 days",
    "the contact bought any product from Boutique at least 3 times in the last 7 days",
  ],
  ["contact bought any product within 1 day", "the contact bought any product in the last day"],
  ['(contact.city or "Lyon") == "Lyon"', 'the contact\'s city (or "Lyon" if that is not known) is "Lyon"'],
  ["contact.createdAt < now - 30 days", "the contact's date of creation is before 30 days ago"],
  ['contact.plan not in ["free", "pro"]', 'the contact\'s plan is neither "free" nor "pro"'],
])("the condition %s", (condition, words) => {
  expect(steps(`if ${condition} { exit }`)).toBe(`1. If ${words}: end the run here.`);
});

test("the groups of people that it names are explained, and those that they name", () => {
  const more = "/// The best.\nsegment Best for Newsletter where contact in Rich and contact.city is set";
  expect(told("if contact in Best { exit }", more)).toContain(`## Groups of people

- Best: Everyone for whom this holds: the contact is in the segment Rich and the contact's city is known. (The best.)
- Rich: Everyone for whom this holds: the contact's points are more than 100.`);
});

test.each([
  ["", "A contact starts only once."],
  ["one run per entry", undefined],
  ["one run per contact.plan", "For each of these, a contact starts only once."],
  ["start every day at 9:00 for Rich", "A contact starts each time, unless a run of theirs is under way."],
])("what holds of %j without a word about a second start is said", (setting, sentence) => {
  const rules = told(setting).split("## Rules")[1]?.split("## Steps")[0] ?? "";
  if (sentence === undefined) expect(rules).not.toMatch(/only once|each time/);
  else expect(rules).toContain(`- ${sentence}`);
});

test("an unfinished journey is told as far as it goes", () => {
  expect(steps("wait up to { when contact } send email if { tag")).toMatch(/^1\. Wait/);
  expect(() =>
    told("match { < } split { 5% } update contact { set } repeat up to run call webhook"),
  ).not.toThrow();
});

test("what an author writes is no HTML", () => {
  expect(steps('tag "<script>"')).toBe('1. Add the tag "\\<script>".');
});
