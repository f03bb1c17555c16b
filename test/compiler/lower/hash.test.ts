import { describe, expect, test } from "vitest";
import { DECLARATIONS, onlyJourney } from "./compiled.ts";

const JOURNEY = `journey Series for Newsletter {
  title "Series"
  start when contact signs up where contact.plan == "free"
  exit when contact unsubscribes
  reenter after 30 days

  delay 1 week
  if (contact.city or "nowhere") == "Lyon" and contact in Rich {
    send email Welcome
  }
  nudge: send email News(topic: "mugs")
}
`;
const FILES = { "declarations.journey": DECLARATIONS, "series.journey": JOURNEY };

function hash(
  files: Readonly<Record<string, string>> = FILES,
  more: Readonly<Record<string, string>> = {},
  config?: string,
): string {
  return onlyJourney(files, more, config).hash;
}

/** The project with one place of its text changed. */
function edited(before: string, after: string): Readonly<Record<string, string>> {
  const changed = Object.entries(FILES).map(([path, text]) => [path, text.replace(before, after)] as const);
  expect(changed.some(([path, text]) => text !== FILES[path as keyof typeof FILES])).toBe(true);
  return Object.fromEntries(changed);
}

describe("the hash stays", () => {
  test.each([
    ["white space", "delay 1 week\n", "\n\n      delay\n1\tweek "],
    ["line ends", "\n  delay", "\r\n  delay"],
    ["a comment", "delay 1 week", "delay /* not too soon */ 1 week // ok"],
    ["a doc comment", "journey Series", "/// Greets.\njourney Series"],
    ["parentheses that change nothing", "contact in Rich {", "(contact in Rich) {"],
    ["a number written otherwise", "contact.points > 100", "contact.points > 1_00"],
    ["a unit written otherwise", "1 week", "1 weeks"],
    ["an escape", '"mugs"', '"m\\u{75}gs"'],
    [
      "a field that the journey does not use",
      "field firstName: text?",
      "field firstName: text?  field age: number?",
    ],
    ["a tag that the journey does not use", '"vip", "engaged"', '"vip", "engaged", "new"'],
    [
      "a message that the journey does not send",
      "segment Rich",
      'email Bye for Newsletter { from "a@b.example" subject "x" body "y" }\nsegment Rich',
    ],
    [
      "a segment that the journey does not ask about",
      "segment Rich",
      "segment Poor for Newsletter where contact.points < 1\nsegment Rich",
    ],
  ])("with %s", (_, before, after) => {
    expect(hash(edited(before, after))).toBe(hash());
  });

  test("with the names of files and the order of declarations", () => {
    const blocks = `${DECLARATIONS}\n${JOURNEY}`
      .trim()
      .split(/\n(?=\w)/)
      .toReversed()
      .join("\n\n");
    expect(hash({ "one.journey": blocks })).toBe(hash());
  });

  test("with a body in a file as in the declaration, and the name of that file", () => {
    const html = '"<p>Hello.</p>"';
    const inline = hash(edited('"Hello."', html));
    expect(hash(edited('"Hello."', 'file "a.hbs"'), { "a.hbs": "<p>Hello.</p>" })).toBe(inline);
    expect(hash(edited('"Hello."', 'file "b/c.html"'), { "b/c.html": "<p>Hello.</p>" })).toBe(inline);
  });

  test("with another first day of the week, as no week is asked about", () => {
    expect(hash(FILES, {}, '{ "name": "test", "weekStart": "sunday" }')).toBe(hash());
  });
});

describe("the hash changes", () => {
  test.each([
    ["a duration", "1 week", "2 weeks"],
    ["a filter", 'contact.plan == "free"', 'contact.plan == "pro"'],
    ["a fallback", '"nowhere"', '"somewhere"'],
    [
      "parentheses that change the meaning",
      'start when contact signs up where contact.plan == "free"',
      'start when contact signs up where not (contact.plan == "free")',
    ],
    ["the condition of a segment", "contact.points > 100", "contact.points >= 100"],
    [
      "the order of steps",
      '  nudge: send email News(topic: "mugs")\n}',
      '  nudge: send email News(topic: "mugs")\n  tag "vip"\n}',
    ],
    ["a label", "nudge:", "remind:"],
    ["an argument", '"mugs"', '"plates"'],
    ["the text of a message", '"About {{topic}}."', '"All about {{topic}}."'],
    ["the kind of a message", 'body "Hello."', 'body "Hello." kind transactional'],
    ["the type of a field that it uses", "field city: text?", 'field city: "Lyon" | "Paris" | "nowhere"?'],
    ["a field that a message prints", '"Hello."', '"Hello {{contact.points}}."'],
    ["the title", 'title "Series"', 'title "The series"'],
    ["the time of re-entry", "30 days", "31 days"],
    ["an exit", "contact unsubscribes", 'contact gets tag "vip"'],
  ])("with %s", (_, before, after) => {
    expect(hash(edited(before, after))).not.toBe(hash());
  });

  test("with the project's zone, for a journey that names none", () => {
    expect(hash(FILES, {}, '{ "name": "test", "timezone": "Europe/Paris" }')).not.toBe(hash());
  });

  test("with the contents of a template file", () => {
    const files = edited('"Hello."', 'file "a.hbs"');
    expect(hash(files, { "a.hbs": "<p>Hi.</p>" })).not.toBe(hash(files, { "a.hbs": "<p>Hello.</p>" }));
  });

  test("with the first day of the week, where weeks are asked about", () => {
    const files = edited("contact.points > 100", "orders over last week > 1");
    expect(hash(files, {}, '{ "name": "test", "weekStart": "sunday" }')).not.toBe(hash(files));
  });
});

describe("of a journey with fragments, calls and lists", () => {
  const PARTS = `
webhook Score(reason: text) for Newsletter { url "https://crm.example/{{contact.id}}"  send { reason: reason }  receive { field points: number } }
webhook Unused { url "https://other.example/" }
coupon Thanks { pool }
loyalty Top for Newsletter { from Boutique rank by orders over last month tiers { gold: top 10%  rest: rest } }
fragment Rate(reason: text) for Newsletter {
  call webhook Score(reason: reason) as crm otherwise { exit }
  give coupon Thanks as code
}
fragment Other for Newsletter { tag "vip" }
journey Rates for Newsletter {
  start every day at 9:00 for Top.gold
  goal "Back" within 14 days when contact buys any product
  limit 2 messages per week
  run Rate(reason: "daily")
  send email Welcome
}
`;
  const rates = (text: string) => hash({ "declarations.journey": DECLARATIONS, "parts.journey": text });
  const changed = (before: string, after: string): string => {
    expect(PARTS).toContain(before);
    return PARTS.replace(before, after);
  };

  test.each([
    ["a comment in the fragment", "give coupon", "/* once */ give coupon"],
    ["a fragment that it does not run", 'tag "vip" }', 'untag "vip" }'],
    ["a webhook that it does not call", "https://other.example/", "https://else.example/"],
    ["how its list is made, which the project does", "top 10%", "top 20%"],
    ["another file for the fragments", "", ""],
  ])("it stays with %s", (_, before, after) => {
    const [parts = "", journey = ""] = changed(before, after).split("journey Rates");
    const files = { "a/declarations.journey": DECLARATIONS, "b/parts.journey": parts };
    expect(hash({ ...files, "rates.journey": `journey Rates${journey}` })).toBe(rates(PARTS));
  });

  test.each([
    ["a step of the fragment", "as code", 'as code\n  tag "vip"'],
    ["the name of a remembered code", "as code", "as reward"],
    ["an argument", '"daily"', '"each day"'],
    ["the address of the webhook", "https://crm.example/", "https://crm2.example/"],
    ["what is sent", "{ reason: reason }", '{ reason: "x" }'],
    ["the type of the answer", "receive { field points: number }", "receive { field points: number? }"],
    ["the coupon", "{ pool }", '{ code "X" }'],
    ["the time of the start", "at 9:00", "at 9:01"],
    ["the tier", "Top.gold", "Top"],
    ["the window of the goal", "14 days", "15 days"],
    ["the limit", "limit 2", "limit 3"],
    ["what a limit does", "per week", "per week otherwise skip"],
  ])("it changes with %s", (_, before, after) => {
    expect(rates(changed(before, after))).not.toBe(rates(PARTS));
  });

  test("it changes with a limit of the project", () => {
    const caps = '{ "name": "test", "caps": [{ "max": 3, "per": "day" }] }';
    const files = { "declarations.journey": DECLARATIONS, "parts.journey": PARTS };
    expect(hash(files, {}, caps)).not.toBe(hash(files));
  });
});
