import { describe, expect, test } from "vitest";
import { marks } from "./project-of.ts";

const SHOP = `audience Newsletter { field firstName: text?  field plan: "free" | "pro" = "free"  field points: number = 0  tags "vip" }
store Boutique { currency EUR  products "mug" }
event Booked { field place: text  field price: money  field startsAt: moment }
email Hello(place: text) for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "{{place}}" }
email Bye for Newsletter { from "Ana <ana@shop.example>"  subject "Bye"  body "Bye." }
webhook Sync(reason: text) for Newsletter { url "https://crm.example/"  send { reason: reason }  receive { field score: number } }
coupon Thanks { pool }
custom audience Buyers { network "meta" }
segment Vips for Newsletter where contact has tag "vip"
fragment Later for Newsletter { later: delay 1 day  milestone "later" }
journey Welcome for Newsletter {
  start when contact does Booked
  start when contact buys any product from Boutique
  goal "Order" when contact buys any product from Boutique
  hello: send email Hello(place: "Lyon")
  call webhook Sync(reason: "new")
  halves: split { 50% "short" { run Later }  50% "long" { send email Bye } }
}
`;
const CONFIG = '{ "name": "shop", "severity": { "TJ2030": "off" } }';

/** Marks of a test with these lines. */
function inTest(lines: string): readonly string[] {
  return marks(`${SHOP}test "case" for Welcome {\n  ${lines}\n}\n`, { config: CONFIG });
}

/** The same of lines that are about something else than what is expected. */
function withoutExpectation(lines: string): readonly string[] {
  return inTest(lines).filter((mark) => mark !== 'TJ4314 "case"');
}

const NOW = "on 2026-03-27 at 10:00 contact does Booked";

describe("a test", () => {
  test.each([
    [
      "given fields",
      'given contact { firstName: "Ada", plan: "pro", points: 3, email: "a@shop.example", timezone: "Europe/Paris" }',
    ],
    [
      "a past with an order",
      'given contact bought "mug" from Boutique on 2026-01-03 with { total: 20 EUR, items: [{ sku: "mug", quantity: 2 }] }',
    ],
    [
      "a tag, consent and behaviours",
      'given contact has tag "vip"  given contact is not subscribed to sms  given email refuses  given webhook Sync answers { score: 7 }',
    ],
    ["an event in part", `${NOW} with { place: "Lyon", price: 3 EUR }`],
    ["a filter with parameters", `${NOW} expect sent Hello where place == "Lyon" and contact.points == 0`],
    ["a call and its arguments", `${NOW} expect called Sync 1 time where reason == "new"`],
    ["the entry, narrowed", `${NOW} expect entered where entry is Booked and entry.event.place == "Lyon"`],
    [
      "arms, milestones and labels of fragments",
      `${NOW} take "short"  after 2 days expect reached milestone "later"  expect not waiting at later`,
    ],
    [
      "a table",
      `cases { { plan: "free", n: 1 } { plan: "pro", n: 2 } } given contact { plan: plan, points: n } ${NOW} expect contact.points == n`,
    ],
    [
      "two people",
      `given contact Ana { points: 1 } given contact Ben { } on 2026-03-27 Ana does Booked expect sent Hello to Ana expect not entered for Ben expect nothing sent to Ben since start expect Ana.points == 1`,
    ],
    ["a message to somebody else", `${NOW} expect not sent Bye to "boss@shop.example"`],
  ])("may have %s", (_, lines) => {
    expect(withoutExpectation(lines)).toEqual([]);
  });

  test.each([
    ["a field that there is not", 'given contact { frstName: "Ada" }', ["TJ2012 frstName"]],
    ["a field twice", "given contact { points: 1, points: 2 }", ["TJ2020 points"]],
    ["a value of another type", 'given contact { points: "3" }', ['TJ3001 "3"']],
    ["a value that an enumeration lacks", 'given contact { plan: "por" }', ['TJ3004 "por"']],
    ["a field that an event lacks", `${NOW} with { plce: "Lyon" }`, ["TJ2012 plce"]],
    ["a wrong value of an event", `${NOW} with { price: 3 }`, ["TJ3001 3"]],
    [
      "a wrong value of an item",
      'on 2026-03-27 contact buys "mug" with { items: [{ sku: 3 }] }',
      ["TJ3001 3"],
    ],
    ["a wrong field of an answer", "given webhook Sync answers { scor: 7 }", ["TJ2012 scor"]],
    [
      "a payload where there is none",
      'on 2026-03-27 contact gets tag "vip" with { points: 1 }',
      ["TJ4309 { points: 1 }"],
    ],
    ["the past tense for what happens", "on 2026-03-27 contact did Booked", ["TJ4303 did"]],
    ["the present tense for the past", "given contact does Booked on 2026-01-03", ["TJ4303 does"]],
    ["no clock", "contact does Booked", ["TJ4304 contact does Booked"]],
    ["a clock that is no date", "on 10:00 contact does Booked", ["TJ3001 10:00"]],
    ["a time without its unit", `${NOW} after 3 expect entered`, ["TJ3001 3"]],
    ["an unknown arm", `${NOW} take "shrot"`, ['TJ4306 "shrot"']],
    ["an unknown goal", `${NOW} expect reached goal "Oder"`, ['TJ4307 "Oder"']],
    ["an unknown milestone", `${NOW} expect reached milestone "latr"`, ['TJ4307 "latr"']],
    ["an unknown label", `${NOW} expect waiting at haves`, ["TJ4308 haves"]],
    [
      "an unknown person",
      "given contact Ana { } on 2026-03-27 Ana does Booked expect sent Hello to Ann",
      ["TJ4043 Ann"],
    ],
    [
      "nobody named of two",
      "given contact Ana { } given contact Ben { } on 2026-03-27 Ana does Booked expect sent Hello",
      ["TJ4302 expect sent Hello"],
    ],
    [
      "`contact` beside people",
      "given contact Ana { } on 2026-03-27 contact does Booked",
      ["TJ4302 contact"],
    ],
    ["a start by hand that there is not", "on 2026-03-27 start manually", ["TJ4041 start manually"]],
    ["a parameter misspelt", `${NOW} expect sent Hello where plce == "Lyon"`, ["TJ2013 plce"]],
    [
      "an entry that only one start has",
      `${NOW} expect entered where entry.event.place == "Lyon"`,
      ["TJ2025 event"],
    ],
    ["a webhook by its name alone", `given Sync answers 503 ${NOW} expect entered`, ["TJ4319 Sync"]],
    ["a pool of codes by its name alone", `given Thanks refuses ${NOW} expect entered`, ["TJ4319 Thanks"]],
    ["an ad audience by its name alone", `given Buyers times out ${NOW} expect entered`, ["TJ4319 Buyers"]],
    ["a list of people, which does nothing", `given Vips refuses ${NOW} expect entered`, ["TJ2008 Vips"]],
    ["no number of times", `${NOW} expect sent Hello 0 times`, ["TJ3019 0"]],
    [
      "rows that differ",
      `cases { { a: 1 } { b: 2 } } ${NOW} expect contact.points == a`,
      ["TJ4301 { b: 2 }"],
    ],
  ])("is told of %s", (_, lines, expected) => {
    expect(withoutExpectation(lines)).toEqual(expected);
  });

  test("expects something", () => {
    expect(inTest(NOW)).toEqual(['TJ4314 "case"']);
    expect(inTest(`${NOW} expect entered`)).toEqual([]);
  });

  test.each([
    ["expect finished", "expect exited"],
    ["expect waiting at halves", "expect waiting at hello"],
    ["expect waiting", "expect not waiting"],
    ["expect not finished", "expect finished where contact.points == 0"],
    ["expect exited where contact.points == 0", "expect waiting where contact.points == 1"],
    ["expect exited where entry is Booked", "expect waiting where entry  is  Booked"],
    ['expect sent Hello where place == "Lyon"', "expect not sent Hello"],
    ["expect not sent Hello since start", "expect sent Hello"],
    ["expect sent Hello 1 time", "expect sent Hello 2 times"],
    ["expect nothing sent", 'expect sent Hello containing "Lyon"'],
    ["expect entered 2 times", "expect not entered"],
    ['expect reached goal "Order"', 'expect not reached goal "Order"'],
    ["expect called Sync", "expect not called Sync"],
    ["expect contact.points == 0", "expect not contact.points == 0"],
  ])("does not expect both %s and %s", (one, other) => {
    expect(inTest(`${NOW} ${one} ${other}`)).toEqual([`TJ4315 ${other}`]);
    expect(inTest(`${NOW} ${one} after 1 day ${other}`)).toEqual([]);
  });

  test.each([
    ["expect not sent Hello", "expect sent Hello since start"],
    ['expect not sent Hello containing "Lyon"', "expect sent Hello"],
    ['expect sent Hello where place == "Lyon"', 'expect not sent Hello where place == "Nice"'],
    ["expect waiting", "expect waiting at hello"],
    ["expect not waiting at halves", "expect waiting at hello"],
    ["expect not finished", "expect not exited"],
    ["expect not sent Hello", "expect sent Bye"],
    ["expect sent Hello 1 time", "expect sent Hello 2 times since start"],
    ["expect exited where entry is Booked", "expect waiting where entry is not Booked"],
    ["expect exited where entry is Booked", "expect waiting"],
  ])("may expect both %s and %s", (one, other) => {
    expect(inTest(`${NOW} ${one} ${other}`)).toEqual([]);
  });

  test("may expect opposite things of two people", () => {
    const people = "given contact Ana { } given contact Ben { } on 2026-03-27 Ana does Booked";
    expect(inTest(`${people} expect finished for Ana expect waiting for Ben`)).toEqual([]);
    expect(inTest(`${people} expect nothing sent to Ben expect sent Hello to Ana`)).toEqual([]);
    expect(inTest(`${people} expect nothing sent expect sent Hello to Ana`)).toEqual([
      "TJ4315 expect sent Hello to Ana",
    ]);
  });

  test("has a past that is past", () => {
    const past = "given contact bought any product on 2026-04-03";
    expect(inTest(`${past} ${NOW} expect entered`)).toEqual([`TJ4316 ${past}`]);
  });

  test("has a name of its own in its file", () => {
    const again = `expect entered } test "case" for Welcome { ${NOW} expect entered`;
    expect(inTest(`${NOW} ${again}`)).toEqual(['TJ4317 "case"']);
  });
});
