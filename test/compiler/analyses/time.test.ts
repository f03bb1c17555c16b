import { describe, expect, test } from "vitest";
import { saidOf, trail } from "./shown.ts";

describe("an `if` about an open", () => {
  const early = ["TJ4200 contact opened Hello"];
  test.each([
    ["right behind the sending", 'send email Hello  if contact opened Hello { tag "vip" }', early],
    [
      "in which a click is asked for as well",
      'send email Hello  if contact opened Hello or contact clicked Hello { tag "vip" }',
      early,
    ],
    ["after 3 hours", 'send email Hello  delay 3 hours  if contact opened Hello { tag "vip" }', early],
    ["after 4 hours", 'send email Hello  delay 4 hours  if contact opened Hello { tag "vip" }', []],
    ["after a day", 'send email Hello  delay 1 day  if contact opened Hello { tag "vip" }', []],
    [
      "after a delay until a time of day, which may be long",
      'send email Hello  delay until 9:00  if contact opened Hello { tag "vip" }',
      [],
    ],
    [
      "after a wait for something else, which may be long",
      'send email Hello  wait up to 2 days until contact buys any product  if contact opened Hello { tag "vip" }',
      [],
    ],
    [
      "behind a wait for that very open",
      'send email Hello  wait up to 1 hour { when contact opens Hello { } otherwise { } }  if contact clicked Hello { tag "vip" }',
      [],
    ],
    [
      "on one of two paths",
      'send email Hello  if contact.points > 5 { delay 1 day }  if contact opened Hello { tag "vip" }',
      early,
    ],
    [
      "on the path of an earlier sending only",
      'send email Hello  delay 2 days  if contact.points > 5 { send email Hello }  if contact opened Hello { tag "vip" }',
      early,
    ],
    [
      "of another message that was sent long ago",
      'send email Hello  delay 2 days  send email Bye  if contact opened Hello { tag "vip" }',
      [],
    ],
    [
      "where the sending was refused",
      'send email Hello  delay 1 day  send email Hello otherwise { if contact opened Hello { tag "vip" } }',
      [],
    ],
    [
      "in a next turn",
      "repeat up to 3 times { if contact opened Hello { break }  send email Hello  delay 1 hour }",
      early,
    ],
    [
      "that a window may have held long",
      'send between 9:00 and 20:00  send email Hello  send email Bye  if contact opened Hello { tag "vip" }',
      [],
    ],
  ])("%s", (_, lines, expected) => {
    const said = saidOf(lines).filter((each) => !/^TJ42[35]0/.test(each));
    expect(said).toEqual(expected);
  });

  test("shows the sending, and how long after it is asked", () => {
    const journey = `journey Case for Newsletter {
  start manually
  send email Hello
  delay 1 hour 30 minutes
  if contact did not click Hello { tag "vip" }
}`;
    expect(trail(journey)).toEqual([
      "Sent here. send email Hello",
      '1 hour 30 minutes later: asked here. if contact did not click Hello { tag "vip" }',
    ]);
  });
});

describe("a fixed moment", () => {
  test.each([
    [
      "before the entry window",
      'enter from 2026-03-01  delay until 2026-02-01  tag "vip"',
      ["TJ4201 2026-02-01"],
    ],
    ["in the entry window", 'enter from 2026-03-01 to 2026-04-30  delay until 2026-04-01  tag "vip"', []],
    [
      "on the eve of it, which zones may differ about",
      'enter from 2026-03-01  delay until 2026-02-28 at 18:00  tag "vip"',
      [],
    ],
    [
      "before an earlier delay",
      'delay until 2026-05-01  delay until 2026-04-01  tag "vip"',
      ["TJ4201 2026-04-01"],
    ],
    [
      "behind an earlier delay, by a duration",
      'enter from 2026-03-01  delay 60 days  delay until 2026-04-01  tag "vip"',
      ["TJ4201 2026-04-01"],
    ],
    [
      "before an earlier delay of another path",
      'if contact.points > 5 { delay until 2026-05-01 }  delay until 2026-04-01  tag "vip"',
      [],
    ],
    [
      "as the limit of a wait",
      'enter from 2026-03-01  wait up to 2026-02-01 until contact buys any product  tag "vip"',
      ["TJ4201 2026-02-01"],
    ],
    [
      "moved to before the window",
      'enter from 2026-03-01  delay until 10 days before 2026-03-05  tag "vip"',
      ["TJ4201 10 days before 2026-03-05"],
    ],
    [
      "of an event, of which nobody knows",
      'enter from 2026-03-01  delay until 10 days before contact.createdAt  tag "vip"',
      [],
    ],
    ["without a window", 'delay until 2020-01-01  tag "vip"', []],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });
});

describe("a goal", () => {
  test.each([
    [
      "that closes before the first message",
      'goal "g" within 3 days when contact buys any product  delay 3 days  send email Hello',
      ["TJ4203 3 days"],
    ],
    [
      "that closes after it",
      'goal "g" within 4 days when contact buys any product  delay 3 days  send email Hello',
      [],
    ],
    [
      "that one path reaches in time",
      'goal "g" within 3 days when contact buys any product  if contact.points > 5 { delay 1 week }  send email Hello',
      [],
    ],
    [
      "that closes before the last message",
      'goal "g" within 3 days when contact buys any product  send email Hello  delay 1 week  send email Bye',
      ["TJ4204 3 days"],
    ],
    ["without a window", 'goal "g" when contact buys any product  delay 1 year  send email Hello', []],
    [
      "for which a wait may be short",
      'goal "g" within 3 days when contact buys any product  wait up to 1 week until contact gets tag "vip"  send email Hello',
      [],
    ],
    [
      "by the clock of a schedule",
      'goal "g" within 3 days when contact buys any product  delay until 9:00  delay until 9:00  delay until 9:00  delay until 9:00  send email Hello',
      ["TJ4203 3 days"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });
});

describe("what never comes about, or decides nothing", () => {
  test.each([
    [
      "a wait for a sign-up",
      'wait up to 1 day until contact signs up  tag "vip"',
      ["TJ4205 contact signs up"],
    ],
    ["a goal of a sign-up", 'goal "g" when contact signs up  tag "vip"', ["TJ4205 contact signs up"]],
    ["a re-entry within the run", 'reenter after 1 day  delay 2 days  tag "vip"', ["TJ4206 1 day"]],
    [
      "a re-entry behind a run that can end early",
      'reenter after 1 day  delay 2 days  if contact.points > 5 { tag "vip" }',
      ["TJ4206 1 day"],
    ],
    [
      "a re-entry behind an exit",
      'reenter after 1 day  exit when contact unsubscribes  delay 2 days  tag "vip"',
      [],
    ],
    [
      "a re-entry behind a short way",
      'reenter after 1 day  if contact.points > 5 { delay 2 days }  tag "vip"',
      [],
    ],
    ["two delays", 'delay 1 day  delay 1 hour  tag "vip"', ["TJ4207 delay 1 hour"]],
    ["two delays, one with a label", 'delay 1 day  later: delay 1 hour  tag "vip"', []],
  ])("%s", (_, lines, expected) => {
    expect(saidOf(lines)).toEqual(expected);
  });
});
