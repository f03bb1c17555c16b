import { describe, expect, test } from "vitest";
import { inJourney, inShop } from "./shop.ts";

describe("a value that may be missing", () => {
  test.each([
    ["is refused where one is needed", "send email Hello(city: contact.city)", ["TJ3005 contact.city"]],
    ["is known behind `is set`", "if contact.city is set { send email Hello(city: contact.city) }", []],
    [
      "is known behind `and`",
      "if contact.city is set and contact.member { send email Hello(city: contact.city) }",
      [],
    ],
    [
      "is known behind a comparison",
      'if contact.city == "Lyon" { send email Hello(city: contact.city) }',
      [],
    ],
    [
      "is not known behind `!=`, which is true of a missing one",
      'if contact.city != "Lyon" { send email Hello(city: contact.city) }',
      ["TJ3005 contact.city"],
    ],
    [
      "is not known behind `or`",
      "if contact.city is set or contact.member { send email Hello(city: contact.city) }",
      ["TJ3005 contact.city"],
    ],
    [
      "is known behind `or` if both sides say so",
      'if contact.city == "Lyon" or contact.city == "Paris" { send email Hello(city: contact.city) }',
      [],
    ],
    [
      "is not known in the else",
      "if contact.city is set { } else { send email Hello(city: contact.city) }",
      ["TJ3005 contact.city"],
    ],
    [
      "is known in the else of `is not set`",
      "if contact.city is not set { } else { send email Hello(city: contact.city) }",
      [],
    ],
    [
      "is known in a later branch",
      "if contact.city is not set { } else if contact.member { send email Hello(city: contact.city) }",
      [],
    ],
    [
      "is known behind a branch that leaves",
      "if contact.city is not set { exit }\nsend email Hello(city: contact.city)",
      [],
    ],
    [
      "is not known behind a branch that comes back",
      'if contact.city is not set { tag "vip" }\nsend email Hello(city: contact.city)',
      ["TJ3005 contact.city"],
    ],
    [
      "is forgotten behind a delay",
      "if contact.city is not set { exit }\ndelay 1 day\nsend email Hello(city: contact.city)",
      ["TJ3005 contact.city"],
    ],
    [
      "is forgotten behind a wait",
      "if contact.city is not set { exit }\nwait up to 1 day { when contact buys any product { } }\nsend email Hello(city: contact.city)",
      ["TJ3005 contact.city"],
    ],
    [
      "is forgotten behind a branch with a delay",
      "if contact.city is not set { exit }\nif contact.member { delay 1 day }\nsend email Hello(city: contact.city)",
      ["TJ3005 contact.city"],
    ],
    [
      "is forgotten behind a sending that may be held",
      "send between 9:00 and 20:00\nif contact.city is set { send email Bye  send email Hello(city: contact.city) }",
      ["TJ3005 contact.city"],
    ],
    [
      "is known behind a sending that is never held",
      "if contact.city is set { send email Bye  send email Hello(city: contact.city) }",
      [],
    ],
    ["has a fallback", 'send email Hello(city: contact.city or "Lyon")', []],
    ["has a fallback of a fallback", 'send email Hello(city: contact.city or contact.country or "Lyon")', []],
    [
      "has a fallback that may be missing, too",
      "send email Hello(city: contact.city or contact.country)",
      ["TJ3005 contact.city or contact.country"],
    ],
    ["may be given where one may be missing", 'send email Hello(city: "Lyon", at: contact.subscribedAt)', []],
    [
      "makes a calculation missing",
      'send email Hello(city: "Lyon")\nupdate contact { set points = days since last order }',
      ["TJ3005 days since last order"],
    ],
    [
      "is known once it is set",
      'update contact { set city = "Lyon" }\nsend email Hello(city: contact.city)',
      [],
    ],
    [
      "is missing once it is cleared",
      'update contact { set city = "Lyon"  clear city }\nsend email Hello(city: contact.city)',
      ["TJ3005 contact.city"],
    ],
    [
      "is asked for in a delay",
      "delay until 3 days before contact.renewal at 9:00",
      ["TJ3005 contact.renewal"],
    ],
    [
      "is known in a delay",
      "if contact.renewal is set { delay until 3 days before contact.renewal at 9:00 }",
      [],
    ],
    [
      "is known by the filter of a wait",
      "wait up to 1 day { when contact buys any product where contact.city is set { send email Hello(city: contact.city) } }",
      [],
    ],
  ])("%s", (_, lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });

  test("is known where the journey starts on it, if every start does", () => {
    const lines = "remember day = contact.renewal  send email Hello(city: contact.plan, at: day at 9:00)";
    const before = "start 3 days before contact.renewal at 9:00";
    expect(inJourney(lines, before)).toEqual([]);
    expect(inJourney(lines, `${before}\n  start every year on contact.renewal at 9:00`)).toEqual([]);
    expect(inJourney(lines, `${before}\n  start every year on contact.birthday at 9:00`)).toEqual([
      "TJ3005 day",
    ]);
    expect(inJourney(lines, `${before}\n  start manually`)).toEqual(["TJ3005 day"]);
  });

  test("is known by the filter of the only start, until time passes", () => {
    const start = "start when contact signs up where contact.city is set";
    expect(inJourney("send email Hello(city: contact.city)", start)).toEqual([]);
    expect(inJourney("send email Hello(city: contact.city)", `${start}\n  start manually`)).toEqual([
      "TJ3005 contact.city",
    ]);
  });

  test("stays known of the entry, which does not change", () => {
    const start = "start when contact does Booked";
    const lines =
      "if entry.event.place is not set { exit }\n  delay 1 day\n  send email Hello(city: entry.event.place)";
    expect(inJourney(lines, start)).toEqual([]);
    expect(inJourney("send email Hello(city: entry.event.place)", start)).toEqual([
      "TJ3005 entry.event.place",
    ]);
    expect(
      inJourney(
        "delay 1 day\n  send email Hello(city: entry.event.place)",
        `${start} where event.place is set`,
      ),
    ).toEqual([]);
  });
});

describe("the entry", () => {
  const starts = "start when contact signs up\n  start when contact buys any product from Boutique";

  test.each([
    ["has what its start carries", "if entry.event.price > 5 EUR { }", "start when contact does Booked", []],
    ["lacks what only one start carries", "if entry.order.total > 5 EUR { }", starts, ["TJ2025 order"]],
    ["is narrowed by its kind", "if entry is purchase and entry.order.total > 5 EUR { }", starts, []],
    [
      "is narrowed in the branch",
      "if entry is purchase { if entry.order.total > 5 GBP { } }",
      starts,
      ["TJ3003 entry.order.total > 5 GBP"],
    ],
    [
      "is narrowed in the else",
      "if entry is signup { } else { if entry.order.total > 5 EUR { } }",
      starts,
      [],
    ],
    [
      "is whole again behind the branch",
      "if entry is purchase { }\nif entry.order.total > 5 EUR { }",
      starts,
      ["TJ2025 order"],
    ],
    [
      "keeps what is left when a branch leaves",
      "if entry is signup { exit }\nif entry.order.total > 5 EUR { }",
      starts,
      [],
    ],
    [
      "is named after an event",
      "if entry is Booked { }",
      "start when contact does Booked\n  start manually",
      [],
    ],
    [
      "has what all starts carry",
      "if entry.order.total > 5 EUR { }",
      "start when contact buys any product from Boutique\n  start when contact gets order shipped from Boutique",
      [],
    ],
    [
      "has no currency where its starts have two",
      "if entry.order.total > 5 GBP { }",
      "start when contact buys any product from Boutique\n  start when contact buys any product from London",
      [],
    ],
  ])("%s", (_, lines, start, expected) => {
    expect(inJourney(lines, start)).toEqual(expected);
  });

  test("in a start's own filter is what is about to start it", () => {
    expect(
      inJourney(
        "",
        "start when contact signs up\n  start when contact buys any product from Boutique where entry.order.total > 5 EUR",
      ),
    ).toEqual([]);
  });
});

describe("steps that nobody reaches", () => {
  test.each([
    ["behind exit", 'exit\ntag "vip"\nuntag "vip"', ['TJ4020 tag "vip"\nuntag "vip"']],
    [
      "behind an if that always leaves",
      'if contact.member { exit } else { milestone "left"  exit }\ntag "vip"',
      ['TJ4020 tag "vip"'],
    ],
    ["not behind an if that may go on", 'if contact.member { exit }\ntag "vip"', []],
    [
      "behind a split that always leaves",
      'split { 50% "a" { exit }  50% "b" { milestone "left"  exit } }\ntag "vip"',
      ['TJ4020 tag "vip"'],
    ],
    [
      "behind a wait whose arms and limit leave",
      'wait up to 1 day { when contact buys any product { exit } otherwise { exit } }\ntag "vip"',
      ['TJ4020 tag "vip"'],
    ],
    [
      "not behind a wait that may time out",
      'wait up to 1 day { when contact buys any product { exit } }\ntag "vip"',
      [],
    ],
    [
      "inside what nobody reaches, for themselves",
      'exit\nsplit { 50% "a" { exit  tag "vip" }  50% "b" { } }',
      ['TJ4020 split { 50% "a" { exit  tag "vip" }  50% "b" { } }', 'TJ4020 tag "vip"'],
    ],
  ])("%s", (_, lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });
});

describe("a message that may have been sent", () => {
  test.each([
    ["on the path before", "send email Bye  delay 1 day  if contact opened Bye { }", []],
    [
      "on one branch before",
      "if contact.member { send email Bye }  delay 1 day  if contact opened Bye { }",
      [],
    ],
    [
      "not on another branch",
      "if contact.member { send email Bye } else if contact opened Bye { }",
      ["TJ4038 Bye"],
    ],
    ["not only later", "if contact opened Bye { }  send email Bye", ["TJ4038 Bye"]],
    [
      "by a turn before of a loop",
      "repeat up to 3 times { delay 1 day  if contact opened Bye { break }  send email Bye }",
      [],
    ],
    ["at any time, for a rule", "exit when contact opens Bye  delay 1 day  send email Bye", []],
    ["never, for a rule about a message that is not sent", "exit when contact opens Bye", ["TJ4038 Bye"]],
  ])("%s", (_, lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });

  test("in a segment, all sendings count", () => {
    expect(inShop("segment Readers for Newsletter where contact opened Bye")).toEqual([]);
  });

  test("by a fragment that is run before", () => {
    expect(
      inShop(`fragment Ask for Newsletter { send email Bye }
journey Case for Newsletter { start manually  run Ask  delay 1 day  if contact opened Bye { } }`),
    ).toEqual([]);
  });
});

describe("consent", () => {
  test.each([
    ["is gone on every path", "unsubscribe  send email Bye", ["TJ4037 Bye"]],
    ["is gone on some paths only", "if contact.member { unsubscribe }  send email Bye", []],
    [
      "is gone on both branches",
      'if contact.member { unsubscribe } else { tag "vip"  unsubscribe }  send email Bye',
      ["TJ4037 Bye"],
    ],
    ["of another channel does not matter", "unsubscribe from sms  send email Bye", []],
  ])("%s", (_, lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });
});

describe("names that steps give", () => {
  const WEBHOOK = `webhook Crm for Newsletter { url "https://crm.example/"  receive { field score: number } }\n`;
  const journey = (lines: string) =>
    inShop(`${WEBHOOK}journey Case for Newsletter {\n  start manually\n  ${lines}\n}`);

  test.each([
    [
      "may be missing where a call can be refused",
      "call webhook Crm as crm  update contact { set points = crm.score }",
      ["TJ3005 crm"],
    ],
    [
      "are there where a refusal leaves",
      "call webhook Crm as crm otherwise { exit }  update contact { set points = crm.score }",
      [],
    ],
    [
      "stay known over a delay",
      "call webhook Crm as crm  if crm is not set { exit }  delay 1 day  update contact { set points = crm.score }",
      [],
    ],
    [
      "are missing on other paths",
      "if contact.member { remember stars = contact.rating }  update contact { set points = stars }",
      ["TJ3005 stars"],
    ],
    [
      "are there on all paths",
      "if contact.member { remember stars = 1 } else { remember stars = 2 }  update contact { set points = stars }",
      [],
    ],
    ["are not there before", "update contact { set points = stars }  remember stars = 1", ["TJ2013 stars"]],
  ])("%s", (_, lines, expected) => {
    expect(journey(lines)).toEqual(expected);
  });
});
