import { describe, expect, test } from "vitest";
import { saidOf, trail } from "./shown.ts";

describe("a window, and when messages come due", () => {
  const skip = "send between 9:00 and 20:00 on weekdays otherwise skip";
  const hold = "send between 9:00 and 20:00 on weekdays";
  test.each([
    ["never open", "send between 8:00 and 8:00  send email Hello", ["TJ4210 send between 8:00 and 8:00"]],
    ["a whole day", "send between 0:00 and 0:00  send email Hello", []],
    ["at night, skipped", `${skip}  delay until 22:00  send email Hello`, ["TJ4211 send email Hello"]],
    [
      "at night, an hour before",
      `${skip}  delay until 22:00  delay until 21:30  send email Hello`,
      ["TJ4211 send email Hello"],
    ],
    ["at night, hours later", `${skip}  delay until 22:00  delay 12 hours 1 minute  send email Hello`, []],
    [
      "at night on one of two paths",
      `${skip}  if contact.points > 5 { delay until 22:00 }  send email Hello`,
      [],
    ],
    [
      "on a saturday, skipped",
      `${skip}  delay until saturday at 10:00  send email Hello`,
      ["TJ4211 send email Hello"],
    ],
    [
      "two days after a saturday",
      `${skip}  delay until saturday at 10:00  delay 2 days  send email Hello`,
      [],
    ],
    [
      "on a saturday, held",
      `${hold}  delay until saturday at 10:00  send email Hello`,
      ["TJ4212 send email Hello"],
    ],
    ["transactional, at night", `${skip}  delay until 22:00  send email Receipt`, []],
    [
      "in a window round midnight",
      "send between 20:00 and 6:00 otherwise skip  delay until 22:00  send email Hello",
      [],
    ],
    [
      "out of one",
      "send between 20:00 and 6:00 otherwise skip  delay until 12:00  send email Hello",
      ["TJ4211 send email Hello"],
    ],
    ["at an unknown time", `${skip}  delay 1 day  send email Hello`, []],
    [
      "in a loop, each turn at night",
      `${skip}  repeat up to 3 times { delay until 22:00  send email Hello }`,
      ["TJ4211 send email Hello"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines).filter((each) => !each.startsWith("TJ4207") && !each.startsWith("TJ4250"))).toEqual(
      expected,
    );
  });
});

describe("a limit that skips", () => {
  const limit = "limit 1 message per week otherwise skip";
  test.each([
    [
      "used up on every path",
      `${limit}  send email Hello  delay 6 days  send email Bye`,
      ["TJ4213 send email Bye"],
    ],
    ["free again", `${limit}  send email Hello  delay 7 days  send email Bye`, []],
    [
      "free on one path",
      `${limit}  if contact.points > 5 { send email Hello }  delay 1 day  send email Bye`,
      [],
    ],
    [
      "free where the first was refused",
      `${limit}  send email Hello otherwise { delay 1 day }  send email Bye`,
      [],
    ],
    [
      "used up by either arm",
      `${limit}  if contact.points > 5 { send email Hello } else { send email Offer }  send email Bye`,
      ["TJ4213 send email Bye"],
    ],
    [
      "of a label that the message lacks",
      'limit 1 message per week across "promotional" otherwise skip  send email Offer  send email Bye',
      [],
    ],
    [
      "of two",
      "limit 2 messages per week otherwise skip  send email Hello  send email Bye  send email Offer",
      ["TJ4213 send email Offer"],
    ],
    ["that holds", "limit 1 message per week  send email Hello  send email Bye", []],
    [
      "behind a wait that may be long",
      `${limit}  send email Hello  wait up to 8 days until contact buys any product  send email Bye`,
      [],
    ],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });

  test("shows what used it up", () => {
    expect(
      trail(`journey Case for Newsletter { start manually  ${limit}
  send email Hello
  delay 2 days
  send email Bye
}`),
    ).toEqual(["Sent here. send email Hello", `This limit is used up by then. ${limit}`]);
  });
});
