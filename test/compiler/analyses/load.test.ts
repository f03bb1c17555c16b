import { describe, expect, test } from "vitest";
import { said, saidOf, trail } from "./shown.ts";

const loads = (lines: string, settings: object = {}, start?: string) =>
  saidOf(lines, settings, start).filter((each) => /TJ423/.test(each));

describe("the load of one journey", () => {
  const many = ["TJ4230 Case"];
  test.each([
    ["four in an hour", "send email Hello  send email Offer  send email Bye  send email Hello", many],
    ["three in an hour", "send email Hello  send email Offer  send email Bye", []],
    [
      "four on two paths",
      "if contact.points > 5 { send email Hello  send email Offer } else { send email Bye  send email Hello }",
      [],
    ],
    ["a day apart", "repeat up to 7 times { send email Hello  delay 1 day }", []],
    ["eight in seven days", "repeat up to 14 times { send email Hello  delay 21 hours }", many],
    ["every morning", "repeat up to 30 times { delay until 9:00  send email Hello }", []],
    [
      "twice each morning",
      "repeat up to 30 times { delay until 9:00  send email Hello  delay until 11:00  send email Bye }",
      many,
    ],
    ["every monday", "repeat up to 30 times { delay until monday at 9:00  send email Hello }", []],
    [
      "that waits may bring together",
      "send email Hello  wait up to 3 days until contact buys any product  send email Offer  wait up to 3 days until contact buys any product  send email Bye  wait up to 3 days until contact buys any product  send email Hello",
      many,
    ],
    [
      "that waits keep apart, also where they look back to a sending",
      'repeat up to 6 times { wait up to 2 days { when contact opens Hello { tag "vip" } when contact gets tag "engaged" { break } otherwise { send email Hello } } }',
      [],
    ],
    ["of transactional messages", "repeat up to 9 times { delay 1 hour  send email Receipt }", []],
    [
      "bounded by a limit",
      "limit 2 messages per week  repeat up to 9 times { delay 1 hour  send email Hello }",
      [],
    ],
    [
      "bounded by a limit of a label",
      'limit 1 message per day across "promotional"  repeat up to 9 times { delay 1 hour  send email Offer }',
      [],
    ],
    [
      "not bounded by another label's",
      'limit 1 message per day across "promotional"  repeat up to 9 times { delay 1 hour  send email Hello }',
      many,
    ],
    [
      "refused each time",
      "send email Hello otherwise { send email Offer otherwise { send email Bye otherwise { send email Hello } } }",
      [],
    ],
    [
      "in loops within loops, which have thousands of sendings from which to count",
      "repeat up to 64 times { delay 1 minute  send email Hello  repeat up to 9 times { delay 2 minutes  if contact.points > 5 { break }  send email Bye } }",
      many,
    ],
    ["in a fragment that is run often", "repeat up to 9 times { run Twice }", many],
  ])("%s", (_, lines, expected) => {
    const twice = "}\nfragment Twice for Newsletter { delay 1 hour  send email Hello ";
    expect(loads(lines.includes("Twice") ? lines + twice : lines)).toEqual(expected);
  });

  test("counts a message that two limits hold for under the tighter one", () => {
    const journey = (limits: string) => `labels "news"
email Both for Newsletter { from "Ana <ana@shop.example>"  label "promotional"  label "news"  subject "Both"  body "Both." }
journey Case for Newsletter {
  start when contact signs up
  ${limits}
  send email Offer  repeat up to 9 times { delay 1 hour  send email Both }
}`;
    const loads = (limits: string) => said(journey(limits)).filter((each) => /TJ423/.test(each));
    const promotional = 'limit 9 messages per week across "promotional" otherwise skip';
    expect(loads(`${promotional}  limit 1 message per week across "news" otherwise skip`)).toEqual([]);
    expect(loads(`${promotional}  limit 7 messages per week across "news" otherwise skip`)).toEqual(many);
  });

  test("caps and thresholds of trajet.json", () => {
    const lines = "repeat up to 9 times { delay 1 hour  send email Hello }";
    expect(loads(lines, { caps: [{ channel: "email", max: 2, per: "day" }] })).toEqual(many);
    expect(loads(lines, { caps: [{ channel: "email", max: 1, per: "day" }] })).toEqual([]);
    expect(loads(lines, { caps: [{ channel: "sms", max: 1, per: "day" }] })).toEqual(many);
    expect(loads(lines, { load: { per24h: 9, per7d: 9 } })).toEqual([]);
    expect(loads(lines, { load: { per24h: 9 } })).toEqual(many);
  });

  test("shows the sendings, with the time between them", () => {
    const journey = `journey Case for Newsletter {
  start manually
  send email Hello
  delay 2 hours
  send email Offer
  send email Bye
  delay 21 hours
  send sms Nudge otherwise { tag "vip" }
}`;
    expect(trail(journey)).toEqual([
      "1st message. send email Hello",
      "2 hours later: 2nd message. send email Offer",
      "3rd message. send email Bye",
      '21 hours later: 4th message. send sms Nudge otherwise { tag "vip" }',
    ]);
  });
});
