import { describe, expect, test } from "vitest";
import { said, trail } from "./shown.ts";

const journey = (name: string, lines: string) => `journey ${name} for Newsletter {\n  ${lines}\n}\n`;
const vip = (rest: string) => journey("Vip", `start when contact gets tag "vip"  reenter always  ${rest}`);
const engaged = (rest: string) =>
  journey("Engaged", `start when contact gets tag "engaged"  reenter always  ${rest}`);

const circles = (text: string) => said(text).filter((each) => each.startsWith("TJ424"));

describe("journeys that start each other", () => {
  const round = vip('untag "vip"  tag "engaged"') + engaged('untag "engaged"  delay 1 hour  tag "vip"');
  test.each([
    ["through tags that they take away", round, ['TJ4240 tag "engaged"']],
    ["through tags that stay, which end it", vip('tag "engaged"') + engaged('delay 1 hour  tag "vip"'), []],
    ["where one lets nobody in again", round.replace('"engaged"  reenter always', '"engaged"'), []],
    ["where one lets in again only later", round.replace("reenter always", "reenter after 2 days"), []],
    [
      "where one lets in again, and the turn is long",
      round.replace("reenter always", "reenter after 2 days").replace("1 hour", "3 days"),
      ['TJ4240 tag "engaged"'],
    ],
    [
      "where the first is still under way",
      round.replace('tag "engaged"\n', 'tag "engaged"  delay 2 hours\n'),
      [],
    ],
    [
      "where a filter ends it",
      round.replace('gets tag "vip"', 'gets tag "vip" where contact has no tag "vip"'),
      [],
    ],
    [
      "by hand",
      journey("A", "start manually  reenter always  delay 1 day  start journey B") +
        journey("B", "start manually  reenter always  delay 1 day  start journey A"),
      ["TJ4240 start journey B"],
    ],
    [
      "through fields that change",
      journey(
        "A",
        'start when contact changes plan to "pro"  reenter always  delay 1 day  update contact { set plan = "team" }',
      ) +
        journey(
          "B",
          'start when contact changes plan to "team"  reenter always  delay 1 day  update contact { set plan = "pro" }',
        ),
      ['TJ4240 update contact { set plan = "team" }'],
    ],
    [
      "through a field that stays what it is",
      journey(
        "A",
        "start when contact changes plan  reenter always  delay 1 day  update contact { set points = 5 }",
      ) +
        journey(
          "B",
          'start when contact changes points  reenter always  delay 1 day  update contact { set plan = "pro" }',
        ),
      [],
    ],
    [
      "through values that the starts exclude",
      journey(
        "A",
        'start when contact changes plan to "pro"  reenter always  delay 1 day  update contact { set points = contact.points + 1 }',
      ) +
        journey(
          "B",
          'start when contact changes points  reenter always  delay 1 day  update contact { set plan = "free" }',
        ),
      [],
    ],
    [
      "through groups",
      journey(
        "A",
        'start when contact joins "Interests"."Baking"  reenter always  delay 1 day  leave "Interests"."Baking"',
      ) +
        journey(
          "B",
          'start when contact leaves "Interests"."Baking"  reenter always  delay 1 day  join "Interests"."Baking"',
        ),
      ['TJ4240 leave "Interests"."Baking"'],
    ],
    [
      "through a segment",
      `segment Hot for Newsletter where contact has tag "vip"\n${journey("A", 'start when contact enters Hot  reenter always  delay 1 day  untag "vip"')}${journey("B", 'start when contact leaves Hot  reenter always  delay 1 day  tag "vip"')}`,
      ['TJ4240 untag "vip"'],
    ],
    [
      "three of them",
      journey("A", 'start when contact gets tag "vip"  reenter always  untag "vip"  tag "engaged"') +
        journey(
          "B",
          'start when contact gets tag "engaged"  reenter always  untag "engaged"  tag "lapsing"',
        ) +
        journey("C", 'start when contact gets tag "lapsing"  reenter always  untag "lapsing"  tag "vip"'),
      ['TJ4240 tag "engaged"'],
    ],
    [
      "through consent, which no step gives back",
      journey("A", "start when contact unsubscribes  reenter always  delay 1 day  unsubscribe"),
      [],
    ],
  ])("%s", (_, text, expected) => {
    expect(circles(text)).toEqual(expected);
  });

  test("shows each step, and the start that it causes", () => {
    expect(trail(round)).toEqual([
      'Vip does this, tag "engaged"',
      'which starts Engaged. contact gets tag "engaged"',
      'Engaged does this, tag "vip"',
      'which starts Vip. contact gets tag "vip"',
    ]);
  });
});

describe("a journey that starts itself", () => {
  const itself = (reenter: string) =>
    journey(
      "A",
      `start when contact changes points  ${reenter}  delay 1 day  update contact { set points = contact.points + 1 }`,
    );
  test.each([
    ["by restarting", "reenter restart", ["TJ4241 update contact { set points = contact.points + 1 }"]],
    [
      "in a run for each entry",
      "one run per entry",
      ["TJ4241 update contact { set points = contact.points + 1 }"],
    ],
    ["not while it is under way", "reenter always", []],
    ["not at all", "reenter never", []],
  ])("%s", (_, reenter, expected) => {
    expect(circles(itself(reenter))).toEqual(expected);
  });
});

describe("journeys that one event starts at once", () => {
  const sends = (name: string, where: string, lines = "send email Hello  send email Offer") =>
    journey(name, `start when contact signs up${where}  ${lines}`);
  const loads = (text: string, settings: object = {}) =>
    said(text, settings).filter((each) => each.startsWith("TJ423"));
  const two = (one: string, other: string) => sends("A", one) + sends("B", other);
  const many = ["TJ4231 contact signs up"];
  test.each([
    ["with no filters", two("", ""), many],
    [
      "with the same filter",
      two(' where contact.plan == "pro"', ' where contact.plan == "pro"'),
      ['TJ4231 contact signs up where contact.plan == "pro"'],
    ],
    [
      "with filters that exclude each other",
      two(' where contact.plan == "free"', ' where contact.plan == "pro"'),
      [],
    ],
    ["with a tag, and without", two(' where contact has tag "vip"', ' where contact has no tag "vip"'), []],
    [
      "where an exit rule tells them apart",
      two(' where contact.plan == "free"', '  exit if contact.plan == "free"'),
      [],
    ],
    [
      "one of which begins a week later",
      sends("A", "") + sends("B", "", "delay 1 week  send email Hello  send email Offer"),
      [],
    ],
    [
      "one of which begins a day later",
      sends("A", "") + sends("B", "", "delay 1 day  send email Hello  send email Offer"),
      [],
    ],
    [
      "by other events",
      sends("A", "") +
        journey("B", "start when contact buys any product  send email Hello  send email Offer"),
      [],
    ],
  ])("%s", (_, text, expected) => {
    expect(loads(text)).toEqual(expected);
  });

  test("a cap of the project bounds them", () => {
    expect(loads(two("", ""), { caps: [{ max: 2, per: "day" }] })).toEqual([]);
    expect(loads(two("", ""), { load: { per24h: 4 } })).toEqual([]);
  });

  test("shows the other starts", () => {
    expect(trail(two("", ""))).toEqual(["B sends 2 of them. contact signs up"]);
  });
});
