import { checkProject, exploreJourney, pathTaken } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { DECLARATIONS } from "../analyses/shown.ts";
import { projectOf } from "../checks/project-of.ts";

/** The paths of a journey of these lines, behind a start by signing up. */
function pathsOf(lines: string, more = "", most?: number) {
  const text = `${DECLARATIONS}${more}journey Case for Newsletter { start when contact signs up  ${lines} }`;
  const { model } = checkProject(projectOf(text));
  const journey = model.symbols.journeys.get("Case");
  if (journey === undefined) throw new Error("there is no journey");
  return exploreJourney(model, journey, most);
}
const signatures = (lines: string, more = "") => pathsOf(lines, more).paths.map(({ signature }) => signature);

describe("the paths of a journey", () => {
  test.each([
    ["a condition both ways", 'if contact.points > 5 { tag "vip" }', ["if=0", "if=else"]],
    [
      "the same condition twice: two of the four ways contradict themselves",
      'if contact.points > 5 { tag "vip" }  if contact.points > 5 { tag "engaged" }',
      ["if=0 if#2=0", "if=else if#2=else"],
    ],
    [
      "a field that a step changed in between may be anything",
      'if contact.points > 5 { update contact { set points = 0 } }  if contact.points > 5 { tag "engaged" }',
      ["if=0 if#2=0", "if=0 if#2=else", "if=else if#2=else"],
    ],
    [
      "a field may have changed behind a wait",
      'if contact.points > 5 { tag "vip" }  delay 1 day  if contact.points > 5 { tag "engaged" }',
      ["if=0 if#2=0", "if=0 if#2=else", "if=else if#2=0", "if=else if#2=else"],
    ],
    [
      "a tag that a step gave is there",
      'tag "vip"  if contact has tag "vip" { exit } else { untag "vip" }',
      ["if=0"],
    ],
    [
      "each arm of a wait, and its time-out",
      'wait up to 2 days { when contact buys any product { tag "vip" } when contact unsubscribes { exit } otherwise { tag "lapsing" } }',
      ["wait=0", "wait=1", "wait=timeout"],
    ],
    [
      "nobody opens what the run has not sent",
      'if contact.points > 5 { send email Hello }  wait up to 2 days { when contact opens Hello { tag "vip" } otherwise { } }',
      ["if=0 wait=0", "if=0 wait=timeout", "if=else wait=timeout"],
    ],
    [
      "nor a mail that was refused",
      'send email Hello otherwise { tag "lapsing" }  wait up to 2 days until contact opens Hello',
      ["wait=0", "wait=timeout", "send:Hello=refused wait=timeout"],
    ],
    [
      "each arm of a split",
      'split { 30% "a" { tag "vip" } 70% "b" { tag "engaged" } }',
      ["split=0", "split=1"],
    ],
    [
      "each case of a match, the same where it is asked again at once",
      'match contact.plan { "free" { tag "vip" } "pro" { tag "engaged" } else { exit } }  match contact.plan { "free" { untag "vip" } else { untag "engaged" } }',
      ["match=0 match#2=0", "match=1 match#2=else", "match=else"],
    ],
    [
      "a refusal with a way of its own",
      'send email Hello otherwise { tag "lapsing" }',
      ["", "send:Hello=refused"],
    ],
    [
      "each turn of a loop that can be left",
      "repeat up to 2 times { send email Hello  if contact.points > 5 { break }  delay 1 day }",
      ["if=0", "if=else if=0", "if=else if=else"],
    ],
    [
      "a match says of its subject what a condition asks",
      'match contact.plan { "free" { tag "vip" } else { exit } }  if contact.plan == "free" { tag "engaged" } else { exit }',
      ["match=0 if=0", "match=else"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(signatures(lines)).toEqual(expected);
  });

  test.each([
    [
      "what a wait was for has happened since the entry",
      'wait up to 7 days until contact does Booked  if contact did Booked since entry { tag "engaged" }',
      ["wait=0 if=0", "wait=timeout if=0", "wait=timeout if=else"],
    ],
    [
      "also where the wait asked for less of it",
      'wait up to 7 days { when contact buys "mug" { } }  if contact bought any product since entry { tag "engaged" }',
      ["wait=0 if=0", "wait=timeout if=0", "wait=timeout if=else"],
    ],
    [
      "one of two that happened may be the other one",
      'wait { when contact does Booked or contact buys any product { } }  if contact did Booked since entry { tag "engaged" }',
      ["if=0", "if=else"],
    ],
    [
      "that something did not happen for a while says nothing of what did",
      'wait { when contact does not open Hello for 3 days { } }  if contact opened Hello since entry { tag "engaged" }',
      ["if=0", "if=else"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(signatures(lines)).toEqual(expected);
  });

  test.each([
    [
      "who waited for a moment has not missed a later one",
      "delay until 7 days before entry.event.startsAt  delay until 1 day before entry.event.startsAt",
      ["", "delay until=passed", "delay until=passed delay until#2=passed"],
    ],
    [
      "unless so much time has passed in between",
      "delay until 7 days before entry.event.startsAt  delay 6 days  delay until 1 day before entry.event.startsAt",
      ["", "delay until#2=passed", "delay until=passed", "delay until=passed delay until#2=passed"],
    ],
    [
      "who has missed a moment does not stand before an earlier one",
      "delay until entry.event.startsAt  delay until 1 day before entry.event.startsAt",
      ["delay until#2=passed", "delay until=passed delay until#2=passed"],
    ],
    [
      "at a time of that day, which may be before or behind the moment",
      "delay until entry.event.startsAt  delay until entry.event.startsAt at 9:00",
      ["", "delay until#2=passed", "delay until=passed", "delay until=passed delay until#2=passed"],
    ],
    [
      "a wait up to a moment ends there at the latest",
      "delay until 1 hour before entry.event.startsAt otherwise { exit }  wait up to 3 hours after entry.event.startsAt { when contact does Booked { } }  delay until 1 day after entry.event.startsAt at 10:00",
      ["wait=0", "wait=timeout", "delay until=passed"],
    ],
    [
      "what a condition asks of now",
      "delay until 7 days before entry.event.startsAt  if entry.event.startsAt > now + 2 days { } else { exit }  if now > entry.event.startsAt { exit }",
      ["if=0 if#2=else", "delay until=passed if=0 if#2=else", "delay until=passed if=else"],
    ],
    [
      "moments of others are nobody's business",
      "delay until 7 days before entry.event.startsAt  delay until 1 day before entry.event.endsAt",
      ["", "delay until#2=passed", "delay until=passed", "delay until=passed delay until#2=passed"],
    ],
  ])("of moments, %s", (_, lines, expected) => {
    const text = `${DECLARATIONS}event Fair { field startsAt: moment  field endsAt: moment }
      journey Case for Newsletter { start when contact does Fair  ${lines} }`;
    const { model } = checkProject(projectOf(text));
    const journey = model.symbols.journeys.get("Case");
    if (journey === undefined) throw new Error("there is no journey");
    expect(exploreJourney(model, journey).paths.map(({ signature }) => signature)).toEqual(expected);
  });

  const WEBHOOK =
    'webhook Slots { url "https://slots.example/"  receive { field state: "free" | "taken" } }  ';

  test.each([
    [
      "an answer is there where its call was answered, and only there",
      'call webhook Slots as slot otherwise { tag "lapsing" }  if slot is set and slot.state == "free" { tag "vip" }',
      ["if=0", "if=else", "call:Slots=refused if=else"],
    ],
    [
      "without an otherwise it may be missing",
      'call webhook Slots as slot  if slot is set { tag "vip" }',
      ["if=0", "if=else"],
    ],
    [
      "behind a loop, what was asked of the answer in its last turn",
      'repeat up to 2 times { call webhook Slots as slot otherwise { break }  if slot.state == "free" { break }  delay 1 day }  if slot is set and slot.state == "free" { tag "vip" }',
      [
        "if=0 if#2=0",
        "if=else if=0 if#2=0",
        "if=else if=else if#2=else",
        "if=else call:Slots=refused if#2=else",
        "call:Slots=refused if#2=else",
      ],
    ],
    [
      "a turn without a call leaves no answer of the turn before",
      'repeat up to 2 times { if contact.points > 5 { call webhook Slots as slot otherwise { exit } }  delay 1 day }  if slot is set { tag "vip" }',
      [
        "if=0 if=0 if#2=0",
        "if=0 if=0 call:Slots=refused",
        "if=0 if=else if#2=else",
        "if=0 call:Slots=refused",
        "if=else if=0 if#2=0",
        "if=else if=0 call:Slots=refused",
        "if=else if=else if#2=else",
      ],
    ],
  ])("%s", (_, lines, expected) => {
    expect([...signatures(lines, WEBHOOK)].sort()).toEqual([...expected].sort());
  });

  test("what a fragment asks of the contact is known there, what it asks of its parameters is not", () => {
    const fragment =
      'fragment Ask(most: number) for Newsletter { if contact.points > 5 { tag "vip" }  if contact.points > most { tag "engaged" } }  ';
    expect(
      signatures("if contact.points > 5 { run Ask(most: 1) } else { run Ask(most: 2) }", fragment),
    ).toEqual([
      "if=0 run:Ask/if=0 run:Ask/if#2=0",
      "if=0 run:Ask/if=0 run:Ask/if#2=else",
      "if=else run:Ask#2/if=else run:Ask#2/if#2=0",
      "if=else run:Ask#2/if=else run:Ask#2/if#2=else",
    ]);
  });

  test("steps of a fragment go by the place where it is run", () => {
    const fragment = 'fragment Ask for Newsletter { if contact.points > 5 { tag "vip" } }  ';
    expect(signatures("run Ask  delay 1 day  run Ask", fragment)).toEqual([
      "run:Ask/if=0 run:Ask#2/if=0",
      "run:Ask/if=0 run:Ask#2/if=else",
      "run:Ask/if=else run:Ask#2/if=0",
      "run:Ask/if=else run:Ask#2/if=else",
    ]);
  });

  test("more than were asked for are not followed, and that is said", () => {
    const { paths, cut } = pathsOf(
      'repeat up to 20 times { if contact.points > 5 { tag "vip" }  delay 1 day }',
      "",
      50,
    );
    expect([paths.length, cut]).toEqual([50, true]);
  });
});

test("a path tells its messages with their times, its end, and where it was decided", () => {
  const { paths } = pathsOf(
    "send email Hello  wait up to 2 days until contact buys any product otherwise { send email Offer  exit }  send email Bye",
  );
  expect(
    paths.map(({ messages, end, least, most }) => ({
      messages: messages.map((m) => `${m.message} ${m.after}`),
      end,
      least,
      most,
    })),
  ).toEqual([
    { messages: ["Hello PT0S", "Bye PT0S"], end: "finished", least: "PT0S", most: "P2D" },
    { messages: ["Hello PT0S", "Offer P2D"], end: "exited", least: "P2D", most: "P2D" },
  ]);
  expect(paths[1]?.decisions).toMatchObject([
    { step: "wait", way: "timeout", taken: "the time is over", line: 26 },
  ]);
});

describe("cases at the edge of a decision", () => {
  const edges = (lines: string, path: number) =>
    pathsOf(lines).paths[path]?.decisions.flatMap((d) => d.edges);

  test("the value at which a condition changes, and a field that is missing", () => {
    expect(edges('if contact.points > 5 { tag "vip" }', 0)).toEqual(["contact.points is 5"]);
    expect(edges('if contact.city == "Lyon" { tag "vip" }', 1)).toEqual(["contact.city is not set"]);
  });

  test("a value is named as it is written", () => {
    const lines =
      'call webhook Slots as slot otherwise { exit }  if slot.table == "1" { exit }  if total spent from Boutique over all time > 50 EUR { exit }';
    const webhook = 'webhook Slots { url "https://slots.example/"  receive { field table: text? } }  ';
    const [, , told] = pathsOf(lines, webhook).paths;
    expect(told?.decisions.flatMap((d) => d.edges)).toEqual([
      "slot.table is not set",
      "total spent from Boutique over all time is 50",
    ]);
  });

  test("the opposite of several conditions stands in parentheses", () => {
    const { paths } = pathsOf("if contact.points > 5 and contact.city is set { exit }");
    expect(paths.map(({ decisions }) => decisions[0]?.taken)).toEqual([
      "contact.points > 5 and contact.city is set",
      "not (contact.points > 5 and contact.city is set)",
    ]);
  });

  test("the last moment of a wait, and the millisecond behind it", () => {
    const wait = "wait up to 2 days until contact buys any product";
    expect(edges(wait, 0)).toEqual(["at the last millisecond of 2 days it still counts"]);
    expect(edges(wait, 1)).toEqual([
      "one millisecond after 2 days it is too late",
      "2 days are an hour more or less when the clocks change on the way",
    ]);
  });
});

describe("what is worth a look", () => {
  const concerns = (lines: string) =>
    pathsOf(lines).paths.map((path) => path.concerns.map(({ says }) => says));

  test.each([
    ["nothing is sent", 'tag "vip"', [["It ends without any message."]]],
    [
      "a message behind an unsubscribing",
      "send email Hello  delay 2 days  unsubscribe from email  send email Offer  send email Receipt",
      [["Offer comes after unsubscribing from email: it is refused."]],
    ],
    [
      "two marketing messages within an hour",
      "send email Hello  delay 30 minutes  send email Offer  delay 1 hour  send email Bye  send email Receipt",
      [["Offer comes 30 minutes after Hello."]],
    ],
    [
      "two that a wait can bring together",
      "send email Hello  wait up to 1 day until contact buys any product  send email Offer",
      [["Offer can come at the same time as Hello."], []],
    ],
  ])("%s", (_, lines, expected) => {
    expect(concerns(lines)).toEqual(expected);
  });
});

test("the path that a run took is read from its timeline", () => {
  const { decides } = pathsOf(
    'send email Hello otherwise { tag "lapsing" }  split { 30% "a" { tag "vip" } 70% "b" { exit } }  wait up to 1 day until contact buys any product  if contact.points > 5 { exit }',
  );
  expect(decides).toEqual(["send:Hello", "split", "wait", "if"]);
  const steps = {
    "send:Hello": { kind: "send", otherwise: "tag" },
    split: { kind: "split", arms: [{ name: "a" }, { name: "b" }] },
    wait: { kind: "wait" },
    if: { kind: "if" },
    tag: { kind: "tag" },
  } as never;
  const entry = (kind: string, step: string, data = {}) => ({ kind, step, data });
  const entries = [
    entry("refused", "send:Hello", { reason: "not subscribed" }),
    entry("tagged", "tag"),
    entry("split", "split", { arm: "b" }),
    entry("timedOut", "wait"),
    entry("branched", "if", { arm: "else" }),
    entry("branched", "elsewhere", { arm: 0 }),
  ];
  expect(pathTaken(entries, { steps }, new Set(decides))).toBe(
    "send:Hello=refused split=1 wait=timeout if=else",
  );
});
