import { describe, expect, test } from "vitest";
import { compiled, DECLARATIONS } from "./compiled.ts";

const MORE = `
labels "promotional"
email Promo for Newsletter { from "a@shop.example" subject "x" body "x" label "promotional" }
email Receipt for Newsletter { from "a@shop.example" subject "x" body "x" kind transactional }
event Booked { field id: text  field patience: duration }
`;

/** The program of a journey with these lines. */
function program(lines: string, config?: string) {
  const text = `${DECLARATIONS}${MORE}\njourney Series for Newsletter {\n${lines}\n}`;
  const { project, leftOut } = compiled({ "all.journey": text }, {}, config);
  const [journey] = project.journeys;
  if (journey === undefined) throw new Error(`there is no program: ${JSON.stringify(leftOut)}`);
  return journey.program;
}

describe("who may come back", () => {
  test.each([
    ["never, unless said", "start when contact signs up", { policy: "never" }],
    ["as said", "start when contact signs up reenter restart", { policy: "restart" }],
    [
      "always, where a start comes by the calendar",
      "start every day at 9:00 for everyone",
      { policy: "always" },
    ],
    ["never, for one day", "start on 2027-12-24 at 9:00 for everyone", { policy: "never" }],
    ["always, where each start has its own run", "start manually one run per entry", { policy: "always" }],
    [
      "never, for one run of each key",
      "start when contact does Booked one run per entry.event.id",
      { policy: "never" },
    ],
    ["after a time", "start manually reenter after 30 days", { policy: "after", after: { days: 30 } }],
    [
      "after a time that is computed",
      "start when contact does Booked reenter after entry.event.patience",
      { policy: "after", after: { op: "get", root: "entry", path: ["event", "patience"] } },
    ],
  ])("%s", (_, lines, reenter) => {
    expect(program(lines).reenter).toEqual(reenter);
  });
});

describe("runs are told apart", () => {
  test.each([
    ["by nothing", "start manually", undefined],
    ["by each start", "start manually one run per entry", { per: "entry" }],
    [
      "by values",
      "start when contact does Booked one run per entry.event.id, contact.plan",
      {
        per: [
          { op: "get", root: "entry", path: ["event", "id"] },
          { op: "get", root: "contact", path: ["plan"] },
        ],
      },
    ],
  ])("%s", (_, lines, key) => {
    expect(program(lines).runKey).toEqual(key);
  });
});

describe("a sending may be held", () => {
  const holds = (settings: string, send: string, config?: string) => {
    const steps = Object.values(program(`start manually ${settings} ${send}`, config).steps);
    return steps.map((step) => step.kind === "send" && step.mayHold === true);
  };
  const cap = (of: object) => JSON.stringify({ name: "test", caps: [{ ...of, max: 1, per: "day" }] });
  const capped = (channel: string) => cap({ channel });
  const projectHours = (more: object = {}) =>
    JSON.stringify({ name: "test", sendWindow: { from: "9:00", to: "20:00", ...more } });

  test.each([
    ["by nothing", "", "send email Promo", undefined, false],
    ["by a window", "send between 9:00 and 20:00", "send email Promo", undefined, true],
    [
      "not by a window that drops",
      "send between 9:00 and 20:00 otherwise skip",
      "send email Promo",
      undefined,
      false,
    ],
    ["by a limit", "limit 1 message per day", "send email Promo", undefined, true],
    [
      "not by a limit that drops",
      "limit 1 message per day otherwise skip",
      "send email Promo",
      undefined,
      false,
    ],
    [
      "by the limit of its label",
      'limit 1 message per day across "promotional"',
      "send email Promo",
      undefined,
      true,
    ],
    [
      "not by that of another",
      'limit 1 message per day across "promotional"',
      "send email Welcome",
      undefined,
      false,
    ],
    ["by a limit of the project", "", "send email Promo", capped("email"), true],
    ["not by that of another channel", "", "send email Promo", capped("sms"), false],
    ["by a limit of the project for its label", "", "send email Promo", cap({ label: "promotional" }), true],
    ["not by that of another label", "", "send email Welcome", cap({ label: "promotional" }), false],
    ["not by one that drops", "", "send email Promo", cap({ otherwise: "skip" }), false],
    ["by the hours of the project", "", "send email Promo", projectHours(), true],
    ["not by those that drop", "", "send email Promo", projectHours({ otherwise: "skip" }), false],
    [
      "not by those of the project where the journey has its own",
      "send between 9:00 and 20:00 otherwise skip",
      "send email Promo",
      projectHours(),
      false,
    ],
    ["never, if it is transactional", "send between 9:00 and 20:00", "send email Receipt", undefined, false],
  ])("%s", (_, settings, send, config, held) => {
    expect(holds(settings, send, config)).toEqual([held]);
  });

  test("and then ends one segment and begins the next", () => {
    const { segments } = program(
      'start manually send between 9:00 and 20:00 tag "vip" send email Promo send email Receipt send email Welcome untag "vip"',
    );
    expect(segments).toEqual([
      { at: "tag:vip", steps: ["tag:vip", "send:Promo"], ends: ["send:Promo"] },
      { at: "send:Promo", steps: ["send:Promo", "send:Receipt", "send:Welcome"], ends: ["send:Welcome"] },
      { at: "send:Welcome", steps: ["send:Welcome", "untag:vip"], ends: [] },
    ]);
  });

  test("again on the next turn of a loop", () => {
    const lines =
      "start manually limit 1 message per day repeat up to 3 times { send email Promo delay 1 day }";
    expect(program(lines).segments).toEqual([
      { at: "repeat", steps: ["repeat", "send:Promo"], ends: ["send:Promo"] },
      { at: "send:Promo", steps: ["send:Promo", "delay"], ends: ["delay"] },
    ]);
  });
});

describe("a duration", () => {
  const delay = (written: string) => program(`start manually delay ${written}`).steps.delay;
  test.each([
    ["that is added up is written out", "1 week + 12 hours", { weeks: 1, hours: 12 }],
    ["that is divided evenly is written out", "6 days / 2", { days: 3 }],
    [
      "that does not come out even is left to the run",
      "1 month / 2",
      {
        op: "/",
        left: { op: "constant", value: { duration: { months: 1 } } },
        right: { op: "constant", value: 2 },
      },
    ],
  ])("%s", (_, written, expected) => {
    expect(delay(written)).toMatchObject({ for: expected });
  });
});

describe("the calendar", () => {
  const recurrence = (start: string) => program(start).starts[0]?.schedule?.on;
  test.each([
    ["start every weekday at 9:00 for everyone", { every: "weekdays", days: [1, 2, 3, 4, 5] }],
    ["start every sunday, monday at 9:00 for everyone", { every: "weekdays", days: [1, 7] }],
    [
      "start every 2 weeks from 2027-01-04 at 9:00 for Rich",
      { every: "interval", count: 2, unit: "week", from: "2027-01-04" },
    ],
    ["start every month on last day at 9:00 for everyone", { every: "month", day: "last" }],
  ])("%s", (start, on) => {
    expect(recurrence(start)).toEqual(on);
  });

  test("starts that stand in another order keep their ids", () => {
    const starts = ["start every day at 7:00 for Rich", "start every month on day 1 at 8:00 for Rich"];
    const ids = (lines: readonly string[]) => program(lines.join("\n")).starts.map(({ id }) => id);
    expect(ids(starts.toReversed())).toEqual(ids(starts).toReversed());
  });
});

describe("what the program must be told of", () => {
  test("goals, absences, and what changes the condition of a wait", () => {
    const { watch } = program(`
      start when contact does not buy any product for 60 days
      goal "Back" within 14 days when contact buys any product or when contact gets tag "vip"
      wait up to 3 days until contact in Rich and contact has tag "engaged" and contact.city is set`);
    expect(watch).toEqual({
      "absence:order": [{ kind: "start", index: 0 }],
      order: [{ kind: "goal", index: 0, trigger: 0 }],
      "tag+:vip": [{ kind: "goal", index: 0, trigger: 1 }],
      "field:points": [{ kind: "until", step: "wait" }],
      "tag+:engaged": [{ kind: "until", step: "wait" }],
      "tag-:engaged": [{ kind: "until", step: "wait" }],
      "field:city": [{ kind: "until", step: "wait" }],
    });
  });

  test("a message is spoken of by its latest sending inside a run, and by all of them at its start", () => {
    const { starts, exits } = program(`
      start when contact opens Welcome
      exit when contact clicks Welcome
      send email Welcome`);
    expect(starts[0]?.trigger).toMatchObject({ on: "opens", sending: "any" });
    expect(exits[0]?.when).toMatchObject({ on: "clicks", sending: "latest" });
  });
});

describe("the settings of trajet.json", () => {
  const time = (text: string) => ({ op: "constant", value: { time: text } });
  const withConfig = (config: object, settings = "") =>
    program(`start manually ${settings} send email Promo`, JSON.stringify({ name: "test", ...config }));

  test("hours hold for journeys that have none of their own", () => {
    const sendWindow = { from: "9:00", to: "20:00", on: ["friday", "monday"] };
    expect(withConfig({ sendWindow }).sendWindow).toEqual({
      from: time("09:00"),
      to: time("20:00"),
      days: [1, 5],
      otherwise: "hold",
    });
    expect(withConfig({ sendWindow }, "send between 10:00 and 11:00").sendWindow).toMatchObject({
      from: time("10:00"),
    });
  });

  test("caps are limits of every journey, behind its own", () => {
    const caps = [
      { max: 3, per: "week" },
      { label: "promotional", max: 1, per: "day", otherwise: "skip" },
    ];
    expect(withConfig({ caps }, "limit 2 messages per week").sendLimits).toEqual([
      { messages: 2, per: "week", of: { of: "journey" }, otherwise: "hold" },
      { messages: 3, per: "week", of: { of: "project", channel: null }, otherwise: "hold" },
      { messages: 1, per: "day", of: { of: "label", label: "promotional" }, otherwise: "skip" },
    ]);
  });
});
