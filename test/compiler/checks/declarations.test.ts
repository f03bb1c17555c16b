import { describe, expect, test } from "vitest";
import { marks } from "./project-of.ts";
import { inShop } from "./shop.ts";

const QUIET = '{ "name": "shop", "severity": { "TJ2030": "off" } }';
const EMAIL = 'from "Ana <ana@shop.example>"  subject "Hi"  body "Hello."';

describe("declarations", () => {
  test.each([
    ["audience A { field city: text  field city: number }", ["TJ2020 city"]],
    ['audience A { field a as "x": text?  field b as "x": text? }', ['TJ2020 "x"']],
    ['audience A { group "G": "a", "a" }', ['TJ2020 "a"']],
    ['audience A { group "G": "a"  group "G": "b" }', ['TJ2020 "G"']],
    ['audience A { field plan: "a" | "b" | "a" }', ['TJ2020 "a"']],
    ['audience A { field plan: "a" | "b" = "c" }', ['TJ3004 "c"']],
    ['audience A { field points: number = "many" }', ['TJ3001 "many"']],
    ['audience A { field site: url? = "shop" }', ['TJ3016 "shop"']],
    ["audience A { field since: date = 2026-02-30 }", ["TJ3009 2026-02-30"]],
    ["audience A { field price: money = 5 EUR  field rate: number = -3 }", []],
    ["audience A { field email: text? }", ["TJ2027 email"]],
    ["audience A { field seat: Seet }  record Seat { field row: number }", ["TJ2009 Seet"]],
    ["audience A { field cart: Cart?  field orders: list of Order }", []],
    ["store S { }", ["TJ4012 S"]],
    ["store S { currency EUR  currency USD }", ["TJ4011 currency USD"]],
    ["store S { currency EUD }", ["TJ3011 EUD"]],
    ['store S { currency EUR  products "a", "b", "a" }', ['TJ2020 "a"']],
    ["record A { field b: B }  record B { field a: list of A }", ["TJ3021 B", "TJ3021 A"]],
    [`email E for Nobody { ${EMAIL} }`, ["TJ2002 Nobody"]],
    [`audience A { }  email E for A { ${EMAIL}  subject "Ho" }`, ['TJ4011 subject "Ho"']],
    ['audience A { }  email E for A { subject "Hi" }', ["TJ4012 E"]],
    [`audience A { }  email E(a: text, a: text) for A { ${EMAIL.replace("Hello", "{{a}}")} }`, ["TJ2020 a"]],
    [`audience A { }  email E for A { ${EMAIL.replace("Ana <ana@shop.example>", "Ana")} }`, ['TJ3016 "Ana"']],
    [`audience A { }  email E for A { ${EMAIL}  label "news" }`, ['TJ2014 "news"']],
    [
      `labels "news", "news"  audience A { }  email E for A { ${EMAIL}  label "news" }`,
      ['TJ2001 "news"', 'TJ2001 "news"'],
    ],
    ["audience A { }  sms E for A { }", ["TJ4012 E"]],
    [`audience A { }  survey E for A { ${EMAIL}  question q "How?": 10 to 0 }`, ["TJ3017 10 to 0"]],
    [
      `audience A { }  survey E for A { ${EMAIL}  question q "How?": 0 to 10  question q "Why?": text }`,
      ["TJ2020 q"],
    ],
    ['webhook W { method "FETCH"  url "https://x.example/" }', ['TJ3004 "FETCH"']],
    ["webhook W { }", ["TJ4012 W"]],
    ['webhook W(a: text) { url "https://x.example/"  send { a: a, b: b } }', ["TJ2013 b"]],
    ['webhook W { url "https://x.example/"  send { a: contact.email } }', ["TJ2024 contact"]],
    ["channel C { to contact.email }", ["TJ4012 C"]],
    [
      `audience A { }  webhook W(to: text, title: text) { url "https://x.example/" }  channel C { to contact.id  through W }
message M for A by C { text "Hi" }`,
      ["TJ4012 M"],
    ],
    [
      `audience A { }  webhook W(to: text) { url "https://x.example/" }  channel C { to contact.pushToken  through W }
message M for A by C { text "Hi" }`,
      ["TJ2012 pushToken"],
    ],
    ["custom audience C { }", ["TJ4012 C"]],
    ['coupon C { code "" }', ['TJ3022 ""']],
    ['event E from "e.json"', ['TJ6013 "e.json"']],
    ["segment S for A where contact in T  segment T for A where contact in S  audience A { }", ["TJ4049 T"]],
    ["event Order2 { field a: text }  record Order2 { field a: text }", ["TJ2001 Order2", "TJ2001 Order2"]],
  ])("%s", (text, expected) => {
    expect(marks(text, { config: QUIET })).toEqual(expected);
  });

  test("take the sender from trajet.json", () => {
    const config =
      '{ "name": "shop", "channels": { "email": { "from": "a@shop.example" } }, "severity": { "TJ2030": "off" } }';
    expect(marks('audience A { }  email E for A { subject "Hi"  body "Hello." }', { config })).toEqual([]);
  });

  test("of an event are read from its JSON Schema", () => {
    const files = {
      "e.json":
        '{ "type": "object", "properties": { "plan": { "enum": ["free", "pro"] }, "at": { "type": "string", "format": "date-time" } }, "required": ["plan"] }',
    };
    const journey = (where: string) =>
      marks(
        `audience A { }  event E from "e.json"  journey J for A { start when contact does E where ${where} }`,
        {
          config: QUIET,
          files,
        },
      );
    expect(journey('event.plan == "pro" and event.at > now - 3 days')).toEqual([]);
    expect(journey('event.plan == "por"')).toEqual(['TJ3004 "por"']);
    expect(journey("event.price > 3")).toEqual(["TJ2012 price"]);
  });
});

describe("settings and triggers of a journey", () => {
  test.each([
    ["start when contact signs up including imports", []],
    ["start when contact signs up or when contact unsubscribes", ["TJ1019 or"]],
    ['start when contact gets tag "vpi"', ['TJ2010 "vpi"']],
    ['start when contact joins "Interest"."Baking"', ['TJ2011 "Interest"']],
    ['start when contact changes plan to "por"', ['TJ3004 "por"']],
    ["start when contact changes rank", ["TJ2012 rank"]],
    ["start when contact changes points to 3 + 4", []],
    ["start when contact buys any product for 3 days", ["TJ4006 3 days"]],
    ["start when contact does not buy any product", ["TJ4009 buy any product"]],
    ["start when contact does not buy any product for 3", ["TJ3001 3"]],
    ["start when contact abandons cart where cart.total > 3 GBP", ["TJ4009 abandons cart"]],
    ["start when contact signs up since 2026-01-01", ["TJ4007 2026-01-01"]],
    ["start when contact does Boked", ["TJ2006 Boked"]],
    ['start manually  timezone "Europe/Pari"', ['TJ3012 "Europe/Pari"']],
    ["start manually  enter from 2026-03-01 to 2026-02-01", ["TJ3017 2026-03-01 to 2026-02-01"]],
    ["start manually  reenter after 30", ["TJ3001 30"]],
    ["start manually  reenter never  reenter always", ["TJ4011 reenter always"]],
    ["start manually  send between 9 and 20:00", ["TJ3001 9"]],
    ["start manually  limit 0 messages per day", ["TJ3019 0"]],
    ['start manually  goal "g" within 3 when contact buys any product', ["TJ3001 3"]],
    ["start manually  one run per contact.rank", ["TJ2012 rank"]],
    ["start every day at 9:00", ["TJ4046 every day at 9:00"]],
    ["start every year on contact.birthday at 9:00", []],
    ["start every year on contact.city at 9:00", ["TJ3001 contact.city"]],
    ["start 3 days before contact.renewal at 25:00", ["TJ3010 25:00"]],
    ["delay 1 day", ["TJ4029 Case"]],
  ])("%s", (lines, expected) => {
    expect(inShop(`journey Case for Newsletter { ${lines} }`)).toEqual(expected);
  });
});

describe("steps", () => {
  test.each([
    ['send email Helo(city: "Lyon")', ["TJ2004 Helo"]],
    ['send email Hello(town: "Lyon", city: "Lyon")', ["TJ2030"]],
    ["send email Hello", ["TJ4031 Hello"]],
    ["send email Hello(city: 3)", ["TJ3001 3"]],
    ["send email Hello(city: contact.plan)", []],
    ['send email Hello(city: "Lyon", at: today)', ["TJ3001 today"]],
    ['send email Hello("Lyon")', ['TJ1034 "Lyon"']],
    ["send sms Bye", ["TJ2021 Bye"]],
    ['send email Bye to "a@shop.example"', ['TJ4039 "a@shop.example"']],
    ["send email Bye to contact.email", []],
    ["update contact { set points = contact.points + 1 }", []],
    ["update contact { set points = contact.rating / 0.5 }", []],
    ["update contact { set points = 5 EUR }", ["TJ3001 5 EUR"]],
    ['update contact { set plan = "por" }', ['TJ3004 "por"']],
    ['update contact { set country = "Spain" }', ['TJ3016 "Spain"']],
    ['update contact { set rank = "a" }', ["TJ2012 rank"]],
    ['update contact { set id = "a" }', ["TJ4034 id"]],
    ['update contact { add "mug" to favorites  remove "mug" from favorites  clear favorites }', []],
    ["update contact { add 3 to favorites }", ["TJ3001 3"]],
    ['update contact { add "a" to city }', ["TJ4035 city"]],
    ["update contact { clear plan }", ["TJ4036 plan"]],
    ['join "Interests"."Backing"', ['TJ2011 "Backing"']],
    ["delay contact.points", ["TJ3001 contact.points"]],
    ["delay 2 * 3 days", []],
    ["delay until monday at 9:00", []],
    ["delay until now + 3 hours", []],
    ["delay until contact.points", ["TJ3001 contact.points"]],
    ["wait up to 3 { when contact buys any product { } }", ["TJ3001 3"]],
    ["wait { when contact buys any product { } }", ["TJ4023 wait"]],
    ["here: wait until contact buys any product", ["TJ4023 wait"]],
    [
      "wait up to 1 day { when contact does Booked since entry where event.price > entry { } }",
      ["TJ3002 event.price > entry"],
    ],
    ['split { 50% "a" { } 49.99% "b" { } }', ["TJ4024 split"]],
    ['split { 33.33% "a" { } 33.33% "b" { } 33.34% "c" { } }', []],
    ['split { 33.333% "a" { } 66.667% "b" { } }', ["TJ4026 33.333%", "TJ4026 66.667%"]],
    ['split { 150% "a" { } }', ["TJ4026 150%"]],
    ['match contact.plan { "free" { } "free" { } else { } }', ['TJ4045 "free"']],
    ['match contact.plan { "free" { } }', ["TJ4044 contact.plan"]],
    ['match contact.city { "Lyon" { } }', ["TJ4044 contact.city"]],
    ["match contact.member { true { } false { } }", []],
    ["match contact.points { < 5 { } > 5 { } }", ["TJ4044 contact.points"]],
    ["match contact.points { < 5 { } 5 { } > 5 { } }", []],
    ["match contact.points { 0 ..< 5 { } 3 { } else { } }", ["TJ4045 3"]],
    ['match contact.points { "a" { } else { } }', ['TJ3002 "a"']],
    ["repeat up to 0 times { delay 1 day }", ["TJ3019 0"]],
    ["repeat up to 2 times { if contact.member { delay 1 day } }", ["TJ4261 repeat up to 2"]],
    ["repeat up to 2 times { repeat up to 3 times { send email Bye } }", ["TJ4028 repeat"]],
    ["break", ["TJ4027 break"]],
    ['break  tag "vip"', ["TJ4027 break"]],
    ['tag "vi\\q"', ["TJ1009 \\q"]],
    ['tag "vpi"  if contact has tag "vpi" { exit }', ['TJ2010 "vpi"', 'TJ2010 "vpi"']],
    ["start journey Case", ["TJ4041 Case"]],
    ["give coupon Nothing as code", ["TJ2008 Nothing"]],
    ["call webhook Nothing", ["TJ2008 Nothing"]],
    ["run Nothing", ["TJ2008 Nothing"]],
    ['tag "vip" otherwise { untag "vip" }', ["TJ4040 tag"]],
    ['send email Bye otherwise { tag "vip" }', []],
  ])("%s", (lines, expected) => {
    const said = inShop(`journey Case for Newsletter {\n  start when contact signs up\n  ${lines}\n}`);
    expect(said).toEqual(expected[0] === "TJ2030" ? ["TJ4030 town"] : expected);
  });
});

describe("loyalty queries", () => {
  const query = (lines: string) => inShop(`loyalty Best for Newsletter {\n${lines}\n}`);

  test.each([
    ["from Boutique  rank by total spent  over last quarter", []],
    [
      'from Boutique  rank by orders  over last year  at least 2 orders  where order.status == "paid" and contact.plan == "pro"  top 10%',
      [],
    ],
    ["from any store  rank by orders  over last year", ["TJ7004 from any store"]],
    ["rank by orders", ["TJ4012 Best", "TJ7002 Best"]],
    ["from Boutique  over last year", ["TJ4012 Best"]],
    ["from Boutique  rank by orders  rank by units  over last year", ["TJ4011 rank by units"]],
    ["from Botique  rank by orders  over last year", ["TJ2003 Botique"]],
    ["from Boutique  rank by orders  over last year  at least 0 orders", ["TJ3019 0"]],
    [
      "from Boutique  rank by orders  over last year  where order.total > 5 GBP",
      ["TJ3003 order.total > 5 GBP"],
    ],
    ["from Boutique  rank by orders  over last year  where order.totl > 5 EUR", ["TJ2012 totl"]],
    ['from Boutique  rank by orders  over last year  where product.sku == "a"', ["TJ2024 product"]],
    [
      "from Boutique  rank by orders  over last year  where order.total > 5 EUR or contact.points > 5",
      ["TJ7005 order.total > 5 EUR or contact.points > 5"],
    ],
    ["from Boutique  rank by orders  over last year  top 0", ["TJ3019 0"]],
    ["from Boutique  rank by orders  over last year  top 10%  tiers { a: top 4%  b: rest }", []],
    [
      "from Boutique  rank by orders  over last year  top 10%  tiers { a: top 4%  b: top 6%  c: rest }",
      ["TJ7008 tiers { a: top 4%  b: top 6%  c: rest }"],
    ],
    ["from Boutique  rank by orders  over last year  top 10  tiers { a: top 4  b: top 6 }", []],
    ["from Boutique  rank by orders  over last year  tiers { a: top 4%  a: rest }", ["TJ2020 a"]],
    ["from Boutique  rank by orders  over last year  stay 3", ["TJ3001 3"]],
    ["from Boutique  rank by orders  over 2026-03-01 to 2026-02-30", ["TJ3009 2026-02-30"]],
  ])("%s", (lines, expected) => {
    expect(query(lines)).toEqual(expected);
  });
});
