import { describe, expect, test } from "vitest";
import { compiled, DECLARATIONS, journeyOf, onlyJourney } from "./compiled.ts";

const journey = (name: string, steps: string) =>
  `journey ${name} for Newsletter { start when contact signs up ${steps} }\n`;
const names = (all: ReturnType<typeof compiled>) =>
  all.project.journeys.map(({ program }) => program.journey);

describe("what is in error is left out, and only that", () => {
  const broken = (files: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) =>
    compiled(
      { "declarations.journey": DECLARATIONS, "good.journey": journey("Good", 'tag "vip"'), ...files },
      more,
    );

  test.each([
    ["an unknown name in the journey", { "bad.journey": journey("Bad", 'tag "vp"') }],
    [
      "a text that cannot be parsed",
      { "bad.journey": "journey Bad for Newsletter { start when contact signs up delay" },
    ],
    [
      "a message with an error in its template",
      {
        "bad.journey": `email Wrong for Newsletter { from "a@b.example" subject "x" body "{{contact.citty}}" }\n${journey("Bad", "send email Wrong")}`,
      },
    ],
    [
      "a segment that asks about a segment with an error",
      {
        "bad.journey": `segment A for Newsletter where contact in B\nsegment B for Newsletter where contact.plan == "silver"\n${journey("Bad", 'if contact in A { tag "vip" }')}`,
      },
    ],
  ])("%s", (_, files) => {
    const all = broken(files);
    expect(names(all)).toEqual(["Good"]);
    expect(all.leftOut).toEqual([
      { kind: "journey", name: "Bad", reason: expect.stringMatching(/errors in it/) },
    ]);
  });

  test("an error in a template file, for the journey that sends it", () => {
    const email = 'email Filed for Newsletter { from "a@b.example" subject "x" body file "x.hbs" }\n';
    const files = { "bad.journey": email + journey("Bad", "send email Filed") };
    expect(names(broken(files, { "x.hbs": "{{contact.citty}}" }))).toEqual(["Good"]);
    expect(names(broken(files, { "x.hbs": "{{contact.plan}}" }))).toEqual(["Bad", "Good"]);
  });

  test("a warning is no error", () => {
    expect(names(broken({ "bad.journey": journey("Bad", 'exit tag "vip"') }))).toEqual(["Bad", "Good"]);
  });

  test("an error that the project turns off, where no program can say what is meant", () => {
    const steps = "if contact.points > 50% { exit }";
    const files = { "declarations.journey": DECLARATIONS, "bad.journey": journey("Bad", steps) };
    const all = compiled(files, {}, '{ "name": "test", "severity": { "TJ3018": "off" } }');
    expect(names(all)).toEqual([]);
    expect(all.leftOut).toMatchObject([
      { name: "Bad", reason: expect.stringMatching(/Percent.*turned off/) },
    ]);
  });

  test.each([
    ["a fragment", 'fragment F for Newsletter { tag "vipp" }', "run F"],
    ["a webhook", 'webhook W { send { to: "x" } }', "call webhook W"],
    [
      "the channel of a message",
      'channel push { } message M for Newsletter by push { text "x" }',
      "send message M",
    ],
  ])("%s that it names is in error", (_, declaration, step) => {
    const files = { "bad.journey": `${declaration}\n${journey("Bad", step)}` };
    expect(names(broken(files))).toEqual(["Good"]);
  });

  test("texts and numbers that no JSON holds, and the others stay", () => {
    const huge = journey("Huge", `delay ${"9".repeat(400)} days`);
    const half = journey("Half", 'milestone "\\u{D800}"');
    const { project } = broken({ "huge.journey": huge, "half.journey": half });
    expect(project.journeys.map(({ program }) => program.journey)).toEqual(["Good"]);
  });
});

describe("only what a journey uses goes into its program", () => {
  test("fields of expressions, triggers, changes, segments and templates", () => {
    const { program } = journeyOf(`
      if contact in Rich { tag "vip" }
      update contact { set city = "Lyon" }
      wait up to 1 day { when contact changes plan { } }`);
    expect(Object.keys(program.fields).toSorted()).toEqual(["city", "plan", "points"]);
    expect(Object.keys(program.people)).toEqual(["Rich"]);
    expect(program.messages).toEqual({});
  });

  test("fields that a message prints, through blocks too; built-in fields are not listed", () => {
    const body =
      "{{#with contact as |person|}}{{#if person.firstName}}{{person.firstName}}{{/if}}{{/with}} {{contact.createdAt}}";
    const { program } = journeyOf("send email Printed", {
      "printed.journey": `email Printed for Newsletter { from "a@b.example" subject "x" body "${body}" }`,
    });
    expect(Object.keys(program.fields)).toEqual(["firstName"]);
    expect(program.messages.Printed).toMatchObject({ body: { format: "text", template: body } });
  });
});

describe("events of the project", () => {
  const EVENTS = `
event Booked as "Class Booked" { field id as "class-id": text  field seat: Seat }
event Moved { field id: text }
record Seat { field row as "row-no": number }
`;
  const withEvents = (text: string) =>
    onlyJourney({ "declarations.journey": DECLARATIONS, "events.journey": EVENTS, "series.journey": text });

  test("paths and payloads have the names under which the fields arrive, also inside records", () => {
    const { program } = withEvents(`journey Series for Newsletter {
      start when contact does Booked where event.seat.row > 3
      send email News(topic: entry.event.id)
    }`);
    expect(program.starts[0]?.trigger?.where).toMatchObject({
      left: { op: "get", root: "event", path: ["seat", "row-no"] },
    });
    expect(program.steps["send:News"]).toMatchObject({
      args: { topic: { root: "entry", path: ["event", "class-id"] } },
    });
    expect(program.events).toEqual({
      Booked: {
        type: "record",
        fields: {
          "class-id": { type: "text" },
          seat: { type: "record", fields: { "row-no": { type: "number" } } },
        },
      },
    });
  });

  test("where only a trigger names an event, its payload is not needed", () => {
    const { program } = withEvents("journey Series for Newsletter { start when contact does Booked }");
    expect(program.events).toEqual({});
    expect(program.watch).toEqual({ "event:Booked": [{ kind: "start", index: 0 }] });
  });

  test("where the entry is read, the payloads of all starts are", () => {
    const { program } = withEvents(`journey Series for Newsletter {
      start when contact does Moved
      start when contact does Booked
      if entry is Booked { send email News(topic: entry.event.id) }
    }`);
    expect(Object.keys(program.events).toSorted()).toEqual(["Booked", "Moved"]);
    expect(program.steps["send:News"]).toMatchObject({ args: { topic: { path: ["event", "class-id"] } } });
  });

  test("the doors know the name under which an event arrives", () => {
    const all = compiled({ "declarations.journey": DECLARATIONS, "events.journey": EVENTS });
    expect(all.project.events.Booked).toMatchObject({
      wireName: "Class Booked",
      type: { fields: { "class-id": { type: "text" } } },
    });
    expect(all.project.events.Moved).toMatchObject({ wireName: "Moved" });
  });
});

test("doors and rankings know audiences, groups, defaults and stores", () => {
  const { project } = compiled(
    {
      "a.journey": `
audience List {
  field push as "push-token": text?
  field plan: "a" | "b" = "b"
  field budget: money = 49.90 EUR
  field member: boolean = false
  field since: date = 2026-01-05
  group "G": "x", "y"
  group "G": "z"
  tags "one"
  tags "two", "three"
}
store Shop { platform "shopify" currency CHF }`,
    },
    {},
    '{ "name": "shop", "timezone": "Europe/Zurich" }',
  );
  expect(project.name).toBe("shop");
  expect(project.timezone).toBe("Europe/Zurich");
  expect(project.stores).toEqual({ Shop: { currency: "CHF", platform: "shopify" } });
  expect(project.audiences).toEqual({
    List: {
      fields: {
        push: { type: { type: "text", optional: true }, wireName: "push-token" },
        plan: { type: { type: "enum", values: ["a", "b"] }, wireName: "plan", default: "b" },
        budget: { type: { type: "money" }, wireName: "budget", default: { money: "49.9", currency: "EUR" } },
        member: { type: { type: "boolean" }, wireName: "member", default: false },
        since: { type: { type: "date" }, wireName: "since", default: { date: "2026-01-05" } },
      },
      tags: ["one", "two", "three"],
      groups: { G: ["x", "y", "z"] },
    },
  });
});

test("what is imported knows the coupons, those that no journey gives too", () => {
  const { project } = compiled({ "a.journey": 'coupon Thanks10 { pool }  coupon Spring { code "SPRING" }' });
  expect(project.coupons).toEqual({ Spring: { code: "SPRING" }, Thanks10: { pool: true } });
});
