import { describe, expect, test } from "vitest";
import { saidOf, trail } from "./shown.ts";

describe("an address", () => {
  const nudge = ["TJ4220 Nudge"];
  test.each([
    ["of which nothing is known", "send sms Nudge", nudge],
    ["that was asked for", "if contact.phone is set { send sms Nudge }", []],
    [
      "that was asked for, with more",
      "if contact.points > 5 and contact.phone is set { send sms Nudge }",
      [],
    ],
    [
      "one of two that were asked for",
      "if contact.points > 5 or contact.phone is set { send sms Nudge }",
      nudge,
    ],
    ["whose lack has left", "if contact.phone is not set { exit }  delay 1 day  send sms Nudge", []],
    ["whose lack is an exit", "exit if contact is not subscribed to sms  send sms Nudge", []],
    ["on the other branch", "if contact.phone is not set { send sms Nudge }", ["TJ4221 Nudge"]],
    ["that was compared", 'if contact.phone starts with "+33" { send sms Nudge }', []],
    ["that was given here", 'update contact { set phone = "+33611223344" }  send sms Nudge', []],
    ["that was taken away", "update contact { clear phone }  send sms Nudge", ["TJ4221 Nudge"]],
    ["that was taken away long ago", "update contact { clear phone }  delay 1 year  send sms Nudge", nudge],
    [
      "that was asked for on one path",
      "if contact.points > 5 { if contact.phone is not set { exit } }  send sms Nudge",
      nudge,
    ],
    ["of an email", "send email Hello", []],
    ["of a push message", "send message Alert", []],
    [
      "of a push message that is known to be missing",
      "if contact.pushToken is not set { send message Alert }",
      ["TJ4221 Alert"],
    ],
    ["behind `unsubscribe`, which is said already", "unsubscribe from sms  send sms Nudge", ["TJ4037 Nudge"]],
    [
      "where nobody gets by what the conditions say",
      "if contact.points > 30 and contact.points < 20 { send sms Nudge }",
      ["TJ4021 contact.points > 30 and contact.points < 20"],
    ],
    [
      "where nobody gets by what is known",
      'if contact.plan == "pro" { delay 1 day  tag "vip"  if contact has no tag "vip" { send sms Nudge } }',
      ['TJ4100 contact has no tag "vip"'],
    ],
    [
      "in an else for nobody",
      'tag "vip"  if contact has tag "vip" { } else { send sms Nudge }',
      ['TJ4100 contact has tag "vip"'],
    ],
    ["whose lack has an answer", "send sms Nudge otherwise { exit }", []],
    ["in a fragment, asked for before", "if contact.phone is set { run Remind }", []],
    ["in a fragment", "run Remind", nudge],
  ])("%s", (_, lines, expected) => {
    const fragment = lines.includes("Remind") ? "}\nfragment Remind for Newsletter { send sms Nudge " : "";
    expect(saidOf(lines + fragment)).toEqual(expected);
  });

  test.each([
    ["by the filter of the start", "start when contact signs up where contact.phone is set", []],
    ["by one of two starts", "start when contact signs up where contact.phone is set  start manually", nudge],
    ["by a reply", 'start when contact texts "JOIN"', []],
    ["by one kind of entry", 'start when contact texts "JOIN"  start manually', nudge],
  ])("that is known %s", (_, start, expected) => {
    expect(saidOf("send sms Nudge", {}, start)).toEqual(expected);
  });

  test("that a text message does not bring along", () => {
    const byText = 'start when contact texts "JOIN"';
    expect(saidOf("send email Hello", {}, byText)).toEqual(["TJ4224 Hello"]);
    expect(saidOf("if contact.email is set { send email Hello }", {}, byText)).toEqual([]);
  });
});

describe("consent", () => {
  const unsubscribed = "start when contact unsubscribes";
  test.each([
    ["gone with the start", "send email Hello", unsubscribed, ["TJ4222 Hello"]],
    ["not needed", "send email Receipt", unsubscribed, []],
    ["of another channel", "send sms Nudge otherwise { exit }", unsubscribed, []],
    ["given again", "wait up to 1 week { when contact resubscribes { send email Hello } }", unsubscribed, []],
    ["asked for", "delay 1 year  if contact is subscribed { send email Hello }", unsubscribed, []],
    ["gone by one of two starts", "send email Hello", `${unsubscribed}  start manually`, []],
    [
      "of an archived contact",
      "archive contact  delay 1 day  send email Hello",
      "start manually",
      ["TJ4222 Hello"],
    ],
    [
      "of one who may be archived",
      "if contact.points > 5 { archive contact }  send email Hello",
      "start manually",
      [],
    ],
    [
      "known to be missing",
      "if contact is not subscribed { send email Hello }",
      "start manually",
      ["TJ4222 Hello"],
    ],
  ])("%s", (_, lines, start, expected) => {
    expect(saidOf(lines, {}, start)).toEqual(expected);
  });
});

describe("a step that makes its own run leave", () => {
  test.each([
    [
      "with steps behind it",
      'exit when contact gets tag "vip"  tag "vip"  send email Hello',
      ['TJ4225 tag "vip"'],
    ],
    ["at the end", 'exit when contact gets tag "vip"  send email Hello  tag "vip"', []],
    ["before an exit", 'exit when contact gets tag "vip"  tag "vip"  exit', []],
    [
      "with a filter",
      'exit when contact gets tag "vip" where contact.points > 5  tag "vip"  send email Hello',
      [],
    ],
    ["by another tag", 'exit when contact gets tag "vip"  tag "engaged"  send email Hello', []],
    ["by the other way", 'exit when contact loses tag "vip"  tag "vip"  send email Hello', []],
    [
      "by unsubscribing",
      "exit when contact unsubscribes  unsubscribe  delay 1 day  send email Receipt",
      ["TJ4225 unsubscribe"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });
});

describe("what nobody can do", () => {
  test.each([
    [
      "open a text",
      "send sms Nudge otherwise { exit }  wait up to 1 day until contact opens Nudge",
      ["TJ4226 contact opens Nudge"],
    ],
    [
      "click a mail without links",
      "send email Bye  wait up to 1 day until contact clicks Bye",
      ["TJ4227 contact clicks Bye"],
    ],
    ["click a mail with a link", "send email Hello  wait up to 1 day until contact clicks Hello", []],
    ["click a mail with an address", "send email Offer  wait up to 1 day until contact clicks Offer", []],
    [
      "answer what comes later",
      "wait up to 1 day until contact answers Nps  send survey Nps",
      ["TJ4228 contact answers Nps"],
    ],
    ["answer what came before", "send survey Nps  wait up to 1 day until contact answers Nps", []],
    [
      "answer what came in a turn before",
      "repeat up to 3 times { wait up to 1 day until contact answers Nps  send survey Nps }",
      [],
    ],
    ["answer what another journey sends", "wait up to 1 day until contact answers Nps", []],
  ])("%s", (_, lines, expected) => {
    expect(
      saidOf(lines).map((each) => each.replace(/^(TJ422[678]) (opens|clicks|answers)/, "$1 contact $2")),
    ).toEqual(expected);
  });
});

describe("a message that a path sends again", () => {
  test.each([
    ["after a delay", "send email Hello  delay 2 days  send email Hello", ["TJ4250 Hello"]],
    [
      "on exclusive branches",
      "if contact.points > 5 { send email Hello } else { send email Bye  send email Hello }",
      [],
    ],
    ["on one branch", "send email Hello  if contact.points > 5 { send email Hello }", ["TJ4250 Hello"]],
    [
      "to who has not opened it",
      "send email Hello  delay 2 days  if contact did not open Hello { send email Hello }",
      [],
    ],
    [
      "to who has not bought",
      "send email Hello  wait up to 2 days { when contact buys any product { exit } otherwise { send email Hello } }",
      [],
    ],
    ["in the next turn", "repeat up to 3 times { delay 1 day  send email Hello }", []],
    ["when it was refused", "send email Hello otherwise { delay 1 day  send email Hello }", []],
    ["that is transactional", "send email Receipt  delay 2 days  send email Receipt", []],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });

  test("shows the sending before", () => {
    const journey =
      "journey Case for Newsletter { start manually\n  send email Bye\n  delay 2 days\n  send email Bye\n}";
    expect(trail(journey)).toEqual(["It is sent here first, and again 2 days later. send email Bye"]);
  });
});

describe("a loop", () => {
  test.each([
    [
      "that always breaks",
      'repeat up to 3 times { delay 1 day  tag "vip"  break }',
      ["TJ4260 repeat up to 3"],
    ],
    [
      "that breaks on each branch",
      "repeat up to 3 times { delay 1 day  if contact.points > 5 { break } else { exit } }",
      ["TJ4260 repeat up to 3"],
    ],
    [
      "that breaks on one branch",
      "repeat up to 3 times { delay 1 day  if contact.points > 5 { break } }",
      [],
    ],
    [
      "that may turn at once",
      "repeat up to 3 times { if contact.points > 5 { delay 1 day } }",
      ["TJ4261 repeat up to 3"],
    ],
    ["of one turn", "repeat up to 1 times { if contact.points > 5 { delay 1 day } }", []],
    [
      "that may leave at once",
      "repeat up to 3 times { if contact.points > 5 { delay 1 day } else { break } }",
      [],
    ],
    ["that waits in a fragment", "repeat up to 3 times { run Pause }", []],
    [
      "whose moment may have passed",
      "repeat up to 3 times { delay until 1 day after contact.createdAt  break }",
      ["TJ4260 repeat up to 3"],
    ],
  ])("%s", (_, lines, expected) => {
    const fragment = lines.includes("Pause") ? "}\nfragment Pause for Newsletter { delay 1 day " : "";
    expect(saidOf(lines + fragment)).toEqual(expected);
  });
});
