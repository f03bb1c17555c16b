import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const JOURNEY = `audience Newsletter { field points: number = 0  tags "keen" }
store Boutique { platform "shopify"  currency EUR }
event Booked { field course: text }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
email Offer for Newsletter { from "ana@shop.example"  subject "Offer"  body "Buy." }
journey Series for Newsletter {
  start when contact signs up
  exit when contact does Booked
  goal "Order" within 30 days when contact buys any product from Boutique
  send between 9:00 and 20:00
  send email Hello
  delay 1 day
  if contact has tag "keen" { send email Offer }
}
journey Second for Newsletter {
  start when contact does Booked where event.course == "tea"
  send email Offer
}
`;
const CONTACTS = [
  { id: "old", email: "old@shop.example", createdAt: "2026-03-01T08:00:00Z" },
  { id: "ada", email: "ada@shop.example", createdAt: "2026-03-02T10:00:00Z", tags: ["keen"] },
  { id: "ben", email: "ben@shop.example", createdAt: "2026-03-02T22:00:00Z" },
  { id: "cyd", email: "cyd@shop.example", createdAt: "2026-03-03T10:00:00Z" },
];
const EVENTS = [
  {
    id: "e1",
    contact: "CYD@shop.example",
    name: "Booked",
    at: "2026-03-03T12:00:00Z",
    properties: { course: "tea" },
  },
  { id: "e0", contact: "old", name: "Booked", at: "2026-03-01T12:00:00Z", properties: { course: "tea" } },
];
const ORDERS = [
  {
    id: "o1",
    contact: "ada",
    store: "Boutique",
    total: "10.00",
    currency: "EUR",
    placedAt: "2026-03-02T12:00:00Z",
    status: "paid",
  },
];
const lines = (all: readonly object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join("");

const FILES = ["--contacts", "contacts.ndjson", "--events", "events.ndjson", "--orders", "orders.ndjson"];
const FROM = ["--from", "2026-03-02T00:00:00Z", "--to", "2026-04-01T00:00:00Z"];

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }\n',
    "series.journey": JOURNEY,
    "contacts.ndjson": lines(CONTACTS),
    "events.ndjson": lines(EVENTS),
    "orders.ndjson": lines(ORDERS),
  });
});
afterEach(() => project.remove());

const simulated = async (...args: readonly string[]) => {
  const { code, out, err } = await project.run(["simulate", ...args, "--format", "json"]);
  if (out === "") throw new Error(err);
  return { code, err, document: JSON.parse(out) };
};

function problemsOf(name: string, document: unknown): unknown {
  const path = new URL(`../../../docs/schemas/${name}.schema.json`, import.meta.url);
  const validate = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(path, "utf8")),
  );
  return validate(document) ? [] : validate.errors;
}

describe("trajet simulate, of files", () => {
  test("counts what became of people, wherever in the files they stand", async () => {
    const { code, document } = await simulated("Series", ...FILES, ...FROM);
    expect(code).toBe(0);
    expect(problemsOf("simulate", document)).toEqual([]);
    expect(document).toMatchObject({
      journey: "Series",
      contacts: 4,
      runs: 3,
      together: false,
      outcomes: { finished: 2, exited: 1, goal: 1, active: 0 },
      rejected: [],
    });
    expect(document.edges).toEqual([
      { journey: "Series", from: "delay", to: "exit", count: 1 },
      { journey: "Series", from: "delay", to: "if", count: 2 },
      { journey: "Series", from: "if", to: "end", count: 1 },
      { journey: "Series", from: "if", to: "send:Offer", count: 1 },
      { journey: "Series", from: "send:Hello", to: "delay", count: 3 },
      { journey: "Series", from: "send:Offer", to: "end", count: 1 },
      { journey: "Series", from: "start", to: "signup", count: 3 },
    ]);
    const text = await project.run(["simulate", "Series", ...FILES, ...FROM]);
    expect(text.out).toContain(`Where people went
from        to          times
start       signup          3
send:Hello  delay           3
delay       exit            1
delay       if              2
if          end             1
if          send:Offer      1
send:Offer  end             1
`);
    // Ben signs up at ten in the evening, and gets it in the morning.
    expect(document.messages).toEqual([
      { day: "2026-03-02", journey: "Series", message: "Hello", channel: "email", count: 1 },
      { day: "2026-03-03", journey: "Series", message: "Hello", channel: "email", count: 2 },
      { day: "2026-03-03", journey: "Series", message: "Offer", channel: "email", count: 1 },
    ]);
    expect(document.held).toEqual([{ by: "window", times: 1, people: 1, meanHours: 11 }]);
  });

  test("lets nobody in by what lies before the beginning, and plays all journeys unless one is named", async () => {
    const { document } = await simulated(...FILES, ...FROM);
    expect(
      document.journeys.map(({ journey, runs }: { journey: string; runs: number }) => [journey, runs]),
    ).toEqual([
      ["Second", 1],
      ["Series", 3],
    ]);
  });

  test("rejects a line that cannot be read, with its place; --strict takes no such file", async () => {
    project.write("contacts.ndjson", `${lines(CONTACTS)}{ "id": \n${lines([CONTACTS[1] ?? {}])}`);
    project.write(
      "events.ndjson",
      lines([
        { ...EVENTS[0], contact: "nobody@shop.example" },
        { ...EVENTS[1], contact: "x" },
      ]),
    );
    const { code, document, err } = await simulated("Series", ...FILES, ...FROM);
    expect(code).toBe(1);
    expect(err).toBe("");
    expect(document.rejected).toMatchObject([
      { file: "contacts.ndjson", line: 5, reason: /^this line is not JSON/ },
      { file: "contacts.ndjson", line: 6, reason: "the contact ada stands on line 2 already" },
      {
        file: "events.ndjson",
        line: 1,
        reason: /no contact with the id or e-mail address "nobody@shop.example"/,
      },
      { file: "events.ndjson", line: 2, reason: /no contact with the id or e-mail address "x"/ },
    ]);
    const strict = await project.run(["simulate", "Series", ...FILES, ...FROM, "--strict"]);
    expect(strict.code).toBe(2);
    expect(strict.out).toBe("");
    expect(strict.err).toContain("contacts.ndjson:5: this line is not JSON");
  });

  test("tells what happened to each person", async () => {
    const { document } = await simulated("Series", ...FILES, ...FROM, "--traces");
    expect(problemsOf("simulate", document)).toEqual([]);
    const cyd = document.traces.find(({ contact }: { contact: string }) => contact === "cyd");
    expect(cyd.trace.map(({ at, kind }: { at: string; kind: string }) => `${at} ${kind}`)).toEqual([
      "2026-03-03T10:00:00.000Z entered",
      "2026-03-03T10:00:00.000Z sent",
      "2026-03-03T10:00:00.000Z delayed",
      "2026-03-03T12:00:00.000Z exited",
    ]);
    expect(document.runs).toBe(3);
  });

  test("takes tables as well, and a time that is not said from what is told", async () => {
    project.write("contacts.csv", "id,email,createdAt\nada,ada@shop.example,2026-03-02T10:00:00Z\n");
    const { document } = await simulated("Series", "--contacts", "contacts.csv");
    expect(document).toMatchObject({
      contacts: 1,
      from: "2026-03-02T10:00:00+00:00",
      to: "2026-04-01T10:00:00+00:00",
    });
  });

  test("lets people in by what happens at the very first moment", async () => {
    const at = "2026-03-02T10:00:00Z";
    const properties = { course: "tea" };
    project.write(
      "contacts.ndjson",
      lines([
        { id: "ada", email: "ada@shop.example" },
        { id: "ben", email: "ben@shop.example", createdAt: at },
      ]),
    );
    project.write("events.ndjson", lines([{ id: "e1", contact: "ada", name: "Booked", at, properties }]));
    const { document } = await simulated(...FILES.slice(0, 4));
    expect(document).toMatchObject({ from: "2026-03-02T10:00:00+00:00", past: 0, runs: 2 });
    const later = ["--from", "2026-03-02T10:00:00.001Z"];
    expect((await simulated(...FILES.slice(0, 4), ...later)).document).toMatchObject({ past: 2, runs: 0 });
    const { out } = await project.run(["simulate", ...FILES.slice(0, 4), ...later]);
    expect(out).toContain("Of the moments that are told, 2 lie before that: the past");
  });

  test("draws messages by day", async () => {
    const { out } = await project.run(["simulate", "Series", ...FILES, ...FROM, "--format", "svg"]);
    expect(out).toMatch(/^<svg /);
    expect(out).toContain("<title>2026-03-03: Offer, 1</title>");
  });

  test("leaves nothing behind in the folder for what passes", async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith("trajet-simulate-"));
    const before = new Set(left());
    await simulated("Series", ...FILES, ...FROM);
    expect(left().filter((name) => !before.has(name))).toEqual([]);
  });
});

describe("trajet simulate --against", () => {
  test("lists the differences by person", async () => {
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@shop.example", ...args], {
        cwd: project.folder,
      });
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
    project.write("series.journey", JOURNEY.replace("delay 1 day", "delay 2 days"));
    const { document } = await simulated("Series", ...FILES, ...FROM, "--against", "HEAD");
    expect(problemsOf("simulate", document)).toEqual([]);
    const { same, changed, people, report } = document.against;
    expect({ same, changed, runs: report.runs }).toEqual({ same: 2, changed: 2, runs: 3 });
    const ada = people.find(({ contact }: { contact: string }) => contact === "ada");
    const what = (all: readonly { at: string; what: string }[]) => all.map((one) => `${one.at} ${one.what}`);
    expect(what(ada.before)).toContain("2026-03-03T10:00:00.000Z sent Offer");
    expect(what(ada.after)).toContain("2026-03-04T10:00:00.000Z sent Offer");
    const text = await project.run(["simulate", "Series", ...FILES, ...FROM, "--against", "HEAD"]);
    expect(text.out).toContain("The same for 2 people, different for 2.");
    const unknown = await project.run(["simulate", "Series", ...FILES, ...FROM, "--against", "nowhere"]);
    expect({ code: unknown.code, err: unknown.err }).toMatchObject({
      code: 2,
      err: /There is no revision nowhere/,
    });
    const option = await project.run(["simulate", "Series", ...FILES, ...FROM, "--against=--output=x"]);
    expect(option.err).toContain("is no revision");
  });
});

describe("trajet simulate --population", () => {
  const POPULATION = {
    version: 1,
    seed: 3,
    contacts: 60,
    from: "2026-03-01T00:00:00Z",
    to: "2026-03-20T00:00:00Z",
    there: 0.2,
    fields: { points: { between: [0, 9] } },
    tags: { keen: 0.5 },
    events: [{ name: "Booked", perDay: 0.05, properties: { course: { oneOf: { tea: 1, clay: 1 } } } }],
    orders: [{ store: "Boutique", perDay: 0.05, total: { normal: [40, 10], atLeast: 1, digits: 2 } }],
    messages: { open: 0.5, click: 0.5, unsubscribe: 0.1 },
    calls: { refuse: 0.1, fail: 0.1, timeOut: 0.1 },
  };
  const write = (more: object = {}) =>
    project.write("people.json", JSON.stringify({ ...POPULATION, ...more }));

  test("the same seed makes the same people, another one others", async () => {
    write();
    expect(problemsOf("population", POPULATION)).toEqual([]);
    const run = async (...more: readonly string[]) =>
      (await simulated("--population", "people.json", "--traces", ...more)).document;
    const first = await run();
    expect(problemsOf("simulate", first)).toEqual([]);
    expect(first.contacts).toBe(60);
    expect(first.runs).toBeGreaterThan(30);
    expect(await run()).toEqual(first);
    expect(await run("--seed", "4")).not.toEqual(first);
    const kinds = new Set(first.unsent.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toEqual(new Set(["refused", "failed"]));
  });

  test("says what does not fit", async () => {
    const errorOf = async () => (await project.run(["simulate", "--population", "people.json"])).err;
    write({ contacts: 0 });
    expect(await errorOf()).toContain("people.json: contacts must be >= 1");
    write({ contact: 1 });
    expect(await errorOf()).toContain('"contact"');
    write({ events: [{ name: "Booked", perday: 1 }] });
    expect(await errorOf()).toContain('people.json: events/0 Booked has no "perday": write "perDay".');
    write({ to: "2026-03-20" });
    expect(await errorOf()).toContain('"2026-03-20" is no moment with its offset');
    write({ events: [{ name: "Boked", perDay: 1 }] });
    expect(await errorOf()).toMatch(
      /people.json: events\/0 Boked: what is made up does not fit the project: .*Booked/,
    );
    write({ fields: { pints: { value: 1 } } });
    expect(await errorOf()).toContain(
      'people.json: people: what is made up does not fit the project: "pints"',
    );
    write({ orders: [{ ...POPULATION.orders[0], store: "Boutik" }] });
    expect(await errorOf()).toContain("people.json: orders/0 Boutik: what is made up");
    write({ events: [POPULATION.events[0], { name: "Booked", perDay: "often" }] });
    expect(await errorOf()).toContain("people.json: events/1 Booked: perDay must be number");
    write({ events: [{ name: "Booked", perDay: 1, properties: { course: { betwen: [1, 2] } } }] });
    expect(await errorOf()).toContain(
      "people.json: events/0 Booked: properties/course is drawn by one of value, oneOf, between and normal",
    );
    project.write("people.json", "{");
    expect(await errorOf()).toContain("people.json is not JSON");
  });
});

test("people come from the project's database as well, without what journeys did to them", async () => {
  const none = await project.run(["simulate", "--database"]);
  expect(none).toMatchObject({ code: 2, err: /There is no data yet/ });
  await project.run(["import", "contacts", "contacts.ndjson"]);
  await project.run(["import", "orders", "orders.ndjson"]);
  const { document } = await simulated("Series", "--database", ...FROM);
  const [contacts, orders] = [FILES.slice(0, 2), FILES.slice(4)];
  const fromFiles = await simulated("Series", ...contacts, ...orders, ...FROM);
  expect(document).toEqual(fromFiles.document);
}, 240_000);

test("wrong usage is said before anything is read", async () => {
  const errorOf = async (...args: readonly string[]) => {
    const { code, err } = await project.run(["simulate", ...args]);
    expect(code).toBe(2);
    return err;
  };
  expect(await errorOf()).toContain("Say where people come from, at one place");
  expect(await errorOf("--contacts", "contacts.ndjson", "--database")).toContain("at one place");
  expect(await errorOf("--database", "--events", "events.ndjson")).toContain("go with --contacts");
  expect(await errorOf("Serie", ...FILES)).toContain("There is no journey Serie; the project has");
  expect(await errorOf("--contacts", "nowhere.csv")).toContain("There is no file nowhere.csv");
  expect(await errorOf(...FILES, "--from", "2026-03-01")).toContain("takes a moment with its offset");
  expect(await errorOf(...FILES, "--from", "2027-01-01T00:00:00Z")).toContain(
    "--to has to come behind --from",
  );
  expect(await errorOf(...FILES, "--seed", "1")).toContain("--seed goes with --population");
});

test("the population in the manual is one", async () => {
  const manual = readFileSync(new URL("../../../docs/simulator.md", import.meta.url), "utf8");
  const [, text = ""] = /```json\n(.*?)```/s.exec(manual) ?? [];
  project.write(
    "series.journey",
    `audience Newsletter { field firstName: text? }
store Boutique { currency EUR }
event ClassBooked { field classTitle: text  field price: money }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
journey Series for Newsletter { start when contact does ClassBooked where event.price >= 35 EUR  send email Hello }`,
  );
  project.write("people.json", JSON.stringify({ ...JSON.parse(text), contacts: 20 }));
  const { document } = await simulated("--population", "people.json");
  expect(document.runs).toBeGreaterThan(5);
});

test("the published schema of populations is the one by which they are checked", () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  expect(read("docs/schemas/population.schema.json")).toBe(read("cli/schemas/population.schema.json"));
});
