import { describe, expect, it } from "vitest";
import { money } from "../../../runtime/src/engine/values.ts";
import { type Mail, printed } from "./mail.ts";

const contact = {
  city: "Lyon",
  plan: "pro",
  points: 1234.5,
  budget: { amount: "1234.50", currency: "EUR" },
  birthday: "1992-02-29",
  renewal: "2026-12-24T23:30:00Z",
  favorites: ["mug", "plate"],
  best: "18:30:15",
  patience: "P1DT2H",
  member: true,
};
const inFrench = { contact: { ...contact, language: "fr" } };
const inGerman = { contact: { ...contact, language: "de", country: "DE" } };
const inAmerica = { contact: { ...contact, language: "en", country: "US" }, zone: "America/New_York" };
const inBritain = { contact: { ...contact, language: "en", country: "GB" }, zone: "Europe/London" };

describe("values are printed for their reader", () => {
  it.each<[string, Mail, string]>([
    ["{{contact.renewal}}", inFrench, "25 déc. 2026, 00:30"],
    ["{{contact.renewal}}", inAmerica, "Dec 24, 2026, 6:30 PM"],
    ["{{contact.renewal}}", inBritain, "24 Dec 2026, 23:30"],
    ["{{contact.birthday}}", inAmerica, "Feb 29, 1992"],
    ["{{contact.birthday}}", inGerman, "29.02.1992"],
    ["{{contact.best}}", inAmerica, "6:30 PM"],
    ["{{contact.best}}", inFrench, "18:30"],
    ["{{contact.points}}", inFrench, "1 234,5"],
    ["{{contact.points}}", inAmerica, "1,234.5"],
    ["{{contact.points}}", inGerman, "1.234,5"],
    ["{{contact.budget}}", inFrench, "1 234,50 €"],
    ["{{contact.budget}}", inAmerica, "€1,234.50"],
    ["{{contact.patience}}", inAmerica, "1 day, 2 hours"],
    ["{{contact.patience}}", inFrench, "1 jour et 2 heures"],
    ["{{contact.city}} {{contact.plan}} {{contact.member}}", inFrench, "Lyon pro true"],
    ['{{date contact.renewal "full"}}', inFrench, "vendredi 25 décembre 2026"],
    ["{{date contact.renewal}}", inAmerica, "Dec 24, 2026"],
    ['{{date contact.birthday "short"}}', inBritain, "29/02/1992"],
    ["{{time contact.renewal}}", inFrench, "00:30"],
    ['{{time contact.best "medium"}}', inBritain, "18:30:15"],
    ["{{money contact.budget}}", inGerman, "1.234,50 €"],
    ["{{number contact.points 0}}", inAmerica, "1,235"],
    ["{{number contact.points 2}}", inAmerica, "1,234.50"],
    ["{{number 1000}}", inFrench, "1 000"],
    ['{{upper contact.city}} {{lower "ABC"}}', inFrench, "LYON abc"],
    ['{{plural contact.points "point" "points"}}', inFrench, "points"],
    ['{{plural 1 "point" "points"}} {{plural 0 "point" "points"}}', inFrench, "point points"],
    ["{{#each contact.favorites}}{{@index}}:{{this}} {{else}}none{{/each}}", inFrench, "0:mug 1:plate "],
    ['{{#with contact.renewal}}{{date this "short"}}{{/with}}', inBritain, "24/12/2026"],
    ['{{#if (eq contact.plan "pro")}}yes{{else}}no{{/if}}', inFrench, "yes"],
    ["{{#if (eq contact.points 1234.5)}}yes{{else}}no{{/if}}", inFrench, "yes"],
    ['{{#unless (eq contact.plan "free")}}yes{{/unless}}', inFrench, "yes"],
    ['{{upper (date contact.birthday "long")}}', inFrench, "29 FÉVRIER 1992"],
    ["{{dateTime contact.renewal}}", inFrench, "25 déc. 2026, 00:30"],
    ['{{dateTime contact.renewal "full"}}', inBritain, "Thursday, 24 December 2026 at 23:30"],
    ["{{weekday contact.renewal}} {{weekday contact.birthday}}", inFrench, "vendredi samedi"],
    ['{{weekday contact.renewal "short"}}', inAmerica, "Thu"],
    ["{{percent 0.125}} {{percent 0.125 1}}", inFrench, "13 % 12,5 %"],
    ["{{percent 0.5}}", inAmerica, "50%"],
    ['{{capital "élan"}} {{capital "ßa"}} {{capital ""}}', inFrench, "Élan SSa "],
    [
      '{{truncate "Baking bread" 7}} {{truncate "Baking" 6}} {{truncate "👩‍👩‍👧ab" 2}}',
      inFrench,
      "Baking… Baking 👩‍👩‍👧…",
    ],
    ['{{encode "a b&c/é"}}', inFrench, "a%20b%26c%2F%C3%A9"],
    ['{{join contact.favorites}} {{join contact.favorites ", "}}', inFrench, "mug et plate mug, plate"],
    ["{{lookup contact.favorites 1}} {{lookup contact 'city'}}", inFrench, "plate Lyon"],
    ["{{default contact.nothing 1500}}", inGerman, "1.500"],
    ["{{#if (and contact.city contact.points)}}both{{/if}}", inFrench, "both"],
    ["{{#if (or contact.nothing contact.city)}}one{{/if}}", inFrench, "one"],
    ["{{#if (not contact.nothing)}}none{{/if}}", inFrench, "none"],
    ["{{#if (ne contact.plan 'free')}}unequal{{/if}}", inFrench, "unequal"],
    ["{{lt contact.points 2000}} {{le 1 1}} {{gt 1 1}} {{ge 2 1}}", inFrench, "true true false true"],
    [
      "{{gt contact.renewal contact.birthday}} {{lt contact.nothing 1}} {{ne contact.nothing 1}}",
      inFrench,
      "true false true",
    ],
    ["{{number contact.points 99}}", inGerman, "1.234,500000000000000"],
  ])("%s", (template, given, expected) => {
    expect(printed(template, given)).toBe(expected);
  });

  it("prints an amount by all its digits", () => {
    const total = {
      parameters: { total: { type: "money" } },
      args: { total: money("12345678901234567.89", "EUR") },
    } as const;
    expect(printed("{{total}}", total)).toBe("€12,345,678,901,234,567.89");
  });

  it.each([
    ["an unknown language", { language: "tlh-x-!!" }, "1,234.5"],
    ["a language of two halves", { language: "fr_CA" }, "1 234,5"],
    ["a country that is none", { language: "fr", country: "France" }, "1 234,5"],
    ["nothing known", {}, "1,234.5"],
  ])("goes on with %s", (_, fields, expected) => {
    expect(printed("{{contact.points}}", { contact: { points: 1234.5, ...fields } })).toBe(expected);
  });
});

describe("how many days from today", () => {
  it.each<[string, Mail, string]>([
    ["2026-12-25", inFrench, "demain"],
    ["2026-12-24", inFrench, "aujourd’hui"],
    ["2026-12-23", inFrench, "hier"],
    ["2026-12-30", { ...inFrench, contact: { language: "en" } }, "in 6 days"],
    ["2026-12-14", { ...inFrench, contact: { language: "en" } }, "10 days ago"],
    // In Paris it is Christmas already, in New York it is not.
    ["2026-12-26", { now: Date.parse("2026-12-24T23:30Z"), contact: { language: "en" } }, "tomorrow"],
    ["2026-12-25", { ...inAmerica, now: Date.parse("2026-12-24T23:30Z") }, "tomorrow"],
  ])("%s", (birthday, given, expected) => {
    const now = given.now ?? Date.parse("2026-12-24T09:00Z");
    const contact = { ...given.contact, birthday };
    expect(printed("{{relative contact.birthday}}", { ...given, now, contact })).toBe(expected);
  });
});

describe("what started the run, and the names that steps gave", () => {
  const entry = {
    kind: "purchase",
    at: 0,
    order: {
      id: "o1",
      store: "Boutique",
      total: { amount: "60", currency: "EUR" },
      status: "paid",
      placedAt: "2026-01-01T00:00:00Z",
      items: [],
    },
  };
  it("are printed", () => {
    expect(printed("{{money entry.order.total}} {{entry.order.id}}", { entry })).toBe("€60.00 o1");
    expect(printed("[{{entry.order.id}}{{entry.event.x}}]")).toBe("[]");
    expect(printed("{{score}}", { remembered: { score: 7 } })).toBe("7");
  });
  it("never stand in for a parameter or the contact", () => {
    const args = { entry: "mine" };
    expect(
      printed("{{entry}} {{contact.city}}", {
        args,
        contact: { city: "Lyon" },
        remembered: { contact: "x" },
      }),
    ).toBe("mine Lyon");
  });
});

describe("missing values", () => {
  it.each([
    ["[{{contact.city}}]", "[]"],
    [
      "[{{date contact.renewal}}{{time contact.renewal}}{{money contact.budget}}{{upper contact.city}}]",
      "[]",
    ],
    ['[{{number contact.points}}{{plural contact.points "a" "b"}}]', "[]"],
    [
      "[{{dateTime contact.renewal}}{{weekday contact.renewal}}{{relative contact.renewal}}{{percent contact.points}}]",
      "[]",
    ],
    [
      "[{{capital contact.city}}{{truncate contact.city 3}}{{encode contact.city}}{{join contact.favorites}}]",
      "[]",
    ],
    ["[{{lookup contact.favorites 0}}]", "[]"],
    ['{{default contact.city "your city"}}', "your city"],
    ['{{upper (default contact.city "your city")}}', "YOUR CITY"],
    ["{{#if contact.city}}there{{else}}not there{{/if}}", "not there"],
    ["{{#unless contact.city}}not there{{/unless}}", "not there"],
    ["{{#with contact.city}}there{{else}}not there{{/with}}", "not there"],
    ["{{#each contact.favorites}}there{{else}}none{{/each}}", "none"],
    ["{{#if contact.favorites}}some{{else}}none{{/if}}", "none"],
    ["{{#if (eq contact.city contact.town)}}equal{{else}}unequal{{/if}}", "unequal"],
  ])("%s is %s", (template, expected) => {
    expect(printed(template)).toBe(expected);
  });

  it.each([
    [0, "nothing"],
    [1, "something"],
  ])("a number of %i is %s for an if", (points, expected) => {
    const template = "{{#if contact.points}}something{{else}}nothing{{/if}}";
    expect(printed(template, { contact: { points } })).toBe(expected);
  });
});

describe("parameters", () => {
  it("are printed by their names, also by those of helpers", () => {
    const given = {
      parameters: { className: { type: "text" }, date: { type: "date" }, link: { type: "text" } },
      args: { className: "Baking", date: { type: "date", date: "2026-12-24" }, link: "x" },
    } as const;
    expect(printed('{{className}} {{date}} {{date date "short"}} {{link}}', given)).toBe(
      "Baking Dec 24, 2026 12/24/26 x",
    );
  });

  it("refuse the sending when they have lost their value", () => {
    const parameters = { at: { type: "moment" }, note: { type: "text", optional: true } } as const;
    expect(() => printed("{{at}}", { parameters, args: { at: null } })).toThrow(
      'the argument "at" of the message Welcome has no value',
    );
    expect(printed("[{{note}}]", { parameters, args: { at: { type: "moment", at: 0 } } })).toBe("[]");
  });

  it("never stand in for the contact", () => {
    expect(printed("{{contact.city}}", { contact: { city: "Lyon" }, args: { contact: "x" } })).toBe("Lyon");
  });
});
