import { describe, expect, test } from "vitest";
import { fieldInWords } from "../../../compiler/src/prose/references.ts";
import { templateInWords } from "../../../compiler/src/prose/templates.ts";
import { visible } from "../../../compiler/src/prose/visible.ts";
import {
  counted,
  dateInWords,
  durationInWords,
  grouped,
  listed,
  sentence,
  timeInWords,
  timesInWords,
} from "../../../compiler/src/prose/wording.ts";

describe("words", () => {
  test.each([
    [listed(["a"]), "a"],
    [listed(["a", "b"]), "a and b"],
    [listed(["a", "b", "c"], "or"), "a, b or c"],
    [listed([]), "…"],
    [counted("1", "day"), "1 day"],
    [counted("1_000".replace("_", ""), "day"), "1,000 days"],
    [counted("0.5", "day"), "0.5 days"],
    [grouped("1234567.125"), "1,234,567.125"],
    [grouped("-1000"), "-1,000"],
    [grouped("100"), "100"],
    [timesInWords("1"), "once"],
    [timesInWords("2"), "twice"],
    [timesInWords("14"), "14 times"],
    [dateInWords("2026-01-05"), "5 January 2026"],
    [dateInWords("2026-13-01"), "2026-13-01"],
    [dateInWords(undefined), "…"],
    [timeInWords("09:00"), "9:00"],
    [timeInWords("0:00"), "midnight"],
    [
      durationInWords([
        { amount: "1", unit: "hour" },
        { amount: "30", unit: "minute" },
      ]),
      "1 hour and 30 minutes",
    ],
    [sentence("wait 1 day"), "Wait 1 day."],
    [sentence("take one of these:"), "Take one of these:"],
    [sentence('send "Hello!"'), 'Send "Hello!".'],
  ])("%s", (said, words) => {
    expect(said).toBe(words);
  });
});

test.each([
  ["firstName", "first name"],
  ["first_name", "first name"],
  ["vatID", "vat ID"],
  ["points", "points"],
  ["startsAt", '"starts at"'],
  ["isMember", '"is member"'],
  ["createdAt", "date of creation"],
  ["éCole", "é cole"],
])("the field %s is said as %s", (name, words) => {
  expect(fieldInWords(name)).toBe(words);
});

test.each([
  ["Welcome{{#if contact.firstName}}, {{contact.firstName}}{{/if}}!", "Welcome, [first name]!"],
  ['Hello {{default contact.firstName "there"}}', "Hello [first name]"],
  ["{{#if a}}Yes{{else}}No{{/if}}", "Yes / No"],
  ["{{{total}}} at\n  {{shop.name}}", "[total] at [name]"],
  ["a {{! not said }}b{{!-- nor {{this}} --}}", "a b"],
  ["no expression", "no expression"],
])("the template %j is said as %j", (template, words) => {
  expect(templateInWords(template)).toBe(words);
});

test("what cannot be seen is shown", () => {
  expect(visible("a\u202Eb\u2066c\u0007d\uDC00e\tf\ng 😀 é عربى")).toBe(
    "a[U+202E]b[U+2066]c\uFFFDd\uFFFDe\tf\ng 😀 é عربى",
  );
});
