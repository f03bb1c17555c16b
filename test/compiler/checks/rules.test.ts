import { describe, expect, test } from "vitest";
import { inCondition, inJourney, inShop } from "./shop.ts";

/** Lines of a journey that starts by a sign-up, unless they say otherwise, and what is marked in them. */
type Case = [lines: string, marks: readonly string[], start?: string];

describe("runs and their keys", () => {
  test.each<Case>([
    ["one run per contact.plan", []],
    ["one run per entry.event.price", [], "start when contact does Booked"],
    ["one run per entry", []],
    ["one run per contact.favorites", ["TJ4313 contact.favorites"]],
    ["one run per entry.order", ["TJ4313 entry.order"], "start when contact buys any product from Boutique"],
    ["one run per contact.city", ["TJ3005 contact.city"]],
    ['one run per (contact.city or "none")', []],
    ["reenter never", []],
    ["reenter never", ["TJ4312 reenter never"], "start every monday at 9:00 for everyone"],
    ["reenter never", ["TJ4312 reenter never"], "start every year on contact.birthday at 9:00"],
    ["reenter never", [], "start on 2027-12-24 at 9:00 for everyone"],
    ["one run per entry  reenter never", ["TJ4312 reenter never"]],
    ["reenter after 30 days", []],
    ["reenter after 0 days", ["TJ3029 0 days"]],
  ])("%s: %j", (lines, expected, start) => {
    expect(inJourney(lines, start)).toEqual(expected);
  });
});

describe("days, times and stretches of time", () => {
  test.each<Case>([
    ["delay until 24:00", ["TJ3010 24:00"]],
    ['timezone "Europe/Pariss"', ['TJ3012 "Europe/Pariss"']],
    ["enter from 2026-03-01 to 2026-02-01", ["TJ3017 2026-03-01 to 2026-02-01"]],
    ["enter from 2026-02-31", ["TJ3009 2026-02-31"]],
    ["enter from 2026-03-01 to 2026-03-01", []],
    ["send between 9:00 and 20:00 on monday, friday", []],
    [
      "send between 9:00 and 20:00 on monday, monday",
      ["TJ2020 send between 9:00 and 20:00 on monday, monday"],
    ],
    [
      "delay 1 day",
      ["TJ2020 every monday, monday at 9:00 for everyone"],
      "start every monday, monday at 9:00 for everyone",
    ],
    ["delay 1 day", ["TJ3019 0"], "start every 0 weeks from 2026-01-05 at 9:00 for everyone"],
    ["delay 1 day", ["TJ3009 2026-02-30"], "start every 2 weeks from 2026-02-30 at 9:00 for everyone"],
    ["delay 1 day", [], "start every month on last day at 9:00 for everyone"],
    ["delay 1 day", ["TJ4048 32"], "start every month on day 32 at 9:00 for everyone"],
    ["delay 1 day", ["TJ3029 0 hours"], "start when contact abandons cart for 0 hours"],
    ["delay 1 day", ["TJ3001 60"], "start when contact does not buy any product for 60"],
  ])("%s: %j", (lines, expected, start) => {
    expect(inJourney(lines, start)).toEqual(expected);
  });

  test.each([
    ["contact bought any product within 0 days", ["TJ3029 0 days"]],
    [
      "contact bought any product since 2026-05-01 before 2026-04-01",
      ["TJ3017 2026-05-01 before 2026-04-01"],
    ],
    ["contact bought any product since 2026-04-01 before 2026-05-01", []],
    ["contact bought any product since 2026-02-30", ["TJ3009 2026-02-30"]],
    ["contact bought any product in last 0 days", ["TJ3019 0"]],
  ])("%s: %j", (condition, expected) => {
    expect(inCondition(condition)).toEqual(expected);
  });
});

describe("values that somebody else gives", () => {
  const DECLARED = `coupon Pool { pool }
coupon Fixed { code "SPRING" }
email Receipt(total: money) for Newsletter {
  kind transactional  from "Ana <ana@shop.example>"  subject "Receipt"  body "{{total}}"
}
email Code(code: text) for Newsletter { from "Ana <ana@shop.example>"  subject "Code"  body "{{code}}" }
`;
  test.each([
    ["give coupon Pool as code  send email Code(code: code)", ["TJ3005 code"]],
    ["give coupon Pool as code otherwise { exit }  send email Code(code: code)", []],
    ["give coupon Fixed as code  send email Code(code: code)", []],
    ["give coupon Fixed as code otherwise { exit }  send email Code(code: code)", ["TJ4040 give"]],
    ['send email Receipt(total: 5 EUR) to "boss@shop.example"', []],
    ['send email Receipt(total: 5 EUR) to "boss"', ['TJ3016 "boss"']],
    ['send email Receipt(total: "5 EUR") to "boss@shop.example"', ['TJ3001 "5 EUR"']],
    ['match contact.city { "Lyon" { send email Hello(city: contact.city) } else { } }', []],
    [
      'match contact.city { "Lyon" { } else { send email Hello(city: contact.city) } }',
      ["TJ3005 contact.city"],
    ],
    ['update contact { set points = contact.points + "1" }', ['TJ3006 contact.points + "1"']],
    ['goal "A" when contact buys any product  goal "A" when contact does Booked', ['TJ2020 "A"']],
    ['milestone ""', ['TJ3022 ""']],
  ])("%s: %j", (lines, expected) => {
    expect(
      inShop(`${DECLARED}journey Case for Newsletter {\n  start when contact signs up\n  ${lines}\n}\n`),
    ).toEqual(expected);
  });
});

describe("names", () => {
  test.each([
    [
      "segment Lapsed for Newsletter where contact.points > 5\nsegment lapsed for Newsletter where contact.points > 6",
      ["TJ2031 lapsed"],
    ],
    ["event booked { field price: money }", ["TJ2031 booked"]],
    ['labels "news", "News"', ['TJ2031 "News"']],
    ['labels "news"\nobjectives "News"', []],
    [
      "loyalty L for Newsletter { from Boutique, Boutique  rank by orders  over last year }",
      ["TJ2020 Boutique"],
    ],
  ])("%s: %j", (declarations, expected) => {
    expect(inShop(`${declarations}\n`)).toEqual(expected);
  });
});
