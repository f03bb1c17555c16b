import type { CompiledProject } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../runtime/src/simulator/simulator.ts";
import type { SimulatedCall } from "../../../runtime/src/simulator/virtual-host.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import { compiled } from "../../compiler/lower/compiled.ts";
import { delay, inARow, program, project, RESEND, send, tag } from "../store/programs.ts";
import { DAY, HOUR, T0 } from "../store/world.ts";

const SECOND = 1_000;
const DELIVERED: CallOutcome = { kind: "done", providerRef: "250 ok" };
const HOURS = (hours: number) => ({ op: "constant", value: { duration: { hours } } }) as const;
const UNKNOWN: CallOutcome = { kind: "unknown", reason: "no answer" };

/** A host of a project whose journeys let people in from `T0` on; calls are answered by turns, the last answer for good. */
function open(
  published: CompiledProject,
  answers: readonly CallOutcome[] = [DELIVERED],
  more: Partial<SimulatorOptions> = {},
): { readonly host: Simulator; readonly calls: SimulatedCall[] } {
  const calls: SimulatedCall[] = [];
  const answer = (call: SimulatedCall): CallOutcome => {
    calls.push(call);
    return answers[calls.length - 1] ?? answers.at(-1) ?? DELIVERED;
  };
  const host = createSimulator({ compiled: published, startAt: T0, outside: { answer }, ...more });
  for (const { program: one } of published.journeys) host.setStatus(one.journey, "active");
  host.until(T0 + SECOND);
  return { host, calls };
}

function signUp(host: Simulator, id: string, fields: object = {}): void {
  const fieldsOfAll = { email: `${id}@shop.example`, points: 0, ...fields };
  expect(host.putContact({ id, imported: false, fields: fieldsOfAll })).toMatchObject({ result: "written" });
}

const oneMail = (more: object = {}) =>
  project(program({ journey: "J", ...more, steps: inARow({ "send:Welcome": send() }) }));
/** Kinds with the seconds since the sign-up at which they were. */
const seconds = (host: Simulator) =>
  host.journal().map(({ kind, at }) => `${kind} ${(at - T0 - SECOND) / SECOND}`);

describe("calls", () => {
  test("one that did not leave is tried again after 2, 4, 8 … seconds of the virtual clock", () => {
    const busy: CallOutcome = { kind: "not-sent", reason: "421 busy" };
    const { host, calls } = open(oneMail(), [busy, busy, busy, DELIVERED]);
    signUp(host, "ada");
    host.until(T0 + DAY);
    expect(calls.map(({ at, attempt }) => [attempt, (at - T0 - SECOND) / SECOND])).toEqual([
      [1, 0],
      [2, 2],
      [3, 6],
      [4, 14],
    ]);
    expect(seconds(host)).toEqual(["entered 0", "held 0", "sent 14", "finished 0"]);
  });

  test("one that is not answered takes its limit, and its outcome stays unknown", () => {
    const { host, calls } = open(oneMail(), [UNKNOWN]);
    signUp(host, "ada");
    host.until(T0 + 2 * SECOND);
    expect(host.runs()).toMatchObject([{ state: "alive", step: "send:Welcome" }]);
    host.until(T0 + DAY);
    expect(calls).toHaveLength(1);
    expect(seconds(host)).toEqual(["entered 0", "failed 10", "finished 0"]);
  });

  test("one that is not answered is made again where its message says so", () => {
    const { host, calls } = open(oneMail(RESEND), [UNKNOWN, DELIVERED]);
    signUp(host, "ada");
    host.until(T0 + DAY);
    expect(calls.map(({ at }) => (at - T0 - SECOND) / SECOND)).toEqual([0, 12]);
    expect(seconds(host)).toEqual(["entered 0", "sent 12", "finished 0"]);
  });

  test("a run that ends during its call is over, and what came of the call is told", () => {
    const leaves = { id: "exit#1", when: { on: "gets tag", tag: "vip", where: null } } as const;
    const { host, calls } = open(oneMail({ exits: [leaves] }), [UNKNOWN]);
    signUp(host, "ada");
    host.until(T0 + 4 * SECOND);
    host.putContact({ id: "ada", imported: false, fields: {}, addTags: ["vip"] });
    host.until(T0 + DAY);
    expect(calls).toHaveLength(1);
    expect(seconds(host)).toEqual(["entered 0", "exited 3", "failed 10"]);
    expect(host.runs()).toMatchObject([{ state: "exited" }]);
  });

  test("the outside sees what a message was made of", () => {
    const text = `
audience Newsletter { field points: number = 0 }
email Hello(topic: text, points: number) for Newsletter {
  from "ana@shop.example"  subject "About {{topic}}"  body "You have {{points}}."
}
journey J for Newsletter {
  start when contact signs up
  send email Hello(topic: "tea", points: contact.points + 1)
}`;
    const { host, calls } = open(compiled({ "a.journey": text }).project);
    signUp(host, "ada", { points: 4 });
    host.until(T0 + DAY);
    expect(calls).toMatchObject([
      {
        contact: "ada",
        journey: "J",
        name: "Hello",
        attempt: 1,
        visit: 1,
        args: { topic: "tea", points: 5 },
        request: { kind: "email", to: "ada@shop.example", subject: "About tea" },
      },
    ]);
  });
});

describe("the clock", () => {
  test("stands where it is told to, and says what is due next", () => {
    const { host } = open(
      project(program({ journey: "J", steps: inARow({ a: delay(1), "tag:x": tag("x") }) })),
    );
    expect(host.nextDue()).toBeUndefined();
    signUp(host, "ada");
    expect(host.nextDue()).toBe(T0 + SECOND);
    host.until(T0 + HOUR);
    expect(host.now()).toBe(T0 + HOUR);
    expect(host.nextDue()).toBe(T0 + SECOND + DAY);
    host.until(T0 + 3 * DAY);
    expect(host.nextDue()).toBeUndefined();
    expect(host.contact("ada")?.tags).toEqual(new Set(["x"]));
    // It never goes back.
    host.until(T0);
    expect(host.now()).toBe(T0 + 3 * DAY);
  });

  test("a night without 2:30, and one with two of them, wake everybody once", () => {
    const text = `
audience Newsletter { field points: number = 0  tags "woken" }
segment Everyone for Newsletter where contact is subscribed
journey Night for Newsletter {
  timezone "Europe/Paris"
  reenter always
  start every day at 2:30 for Everyone
  tag "woken"
}`;
    const nights = (from: string) => {
      const startAt = Date.parse(from);
      const { host } = open(compiled({ "a.journey": text }).project, [DELIVERED], { startAt });
      host.until(startAt + HOUR);
      signUp(host, "ada");
      host.until(startAt + 3 * DAY);
      return host
        .journal()
        .flatMap(({ kind, at }) => (kind === "entered" ? [new Date(at).toISOString()] : []));
    };
    expect(nights("2026-03-27T12:00:00Z")).toEqual([
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:30:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
    expect(nights("2026-10-23T12:00:00Z")).toEqual([
      "2026-10-24T00:30:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ]);
  });

  test.each([
    ["written", { hours: 4 }],
    ["computed", { op: "+", left: HOURS(1), right: HOURS(3) }],
  ] as const)("a pause whose end is spread, over a %s time, lets them go one after the other", (_, over) => {
    const published = project(
      program({
        journey: "J",
        resume: { policy: "continue", over },
        steps: inARow({ a: delay(1), "send:Welcome": send() }),
      }),
    );
    const { host, calls } = open(published);
    for (const id of ["a", "b", "c", "d"]) signUp(host, id);
    host.until(T0 + HOUR);
    host.setStatus("J", "paused");
    host.until(T0 + 2 * DAY);
    host.setStatus("J", "active");
    host.until(T0 + 3 * DAY);
    expect(calls.map(({ contact, at }) => `${contact} ${Math.floor((at - T0 - 2 * DAY) / HOUR)}`)).toEqual([
      "a 0",
      "b 1",
      "c 2",
      "d 3",
    ]);
  });
});

test("an arm that is asked for is taken, whatever the contact's place on the line", () => {
  const arms = [
    { name: "one", share: 5_000, next: "tag:one" },
    { name: "two", share: 5_000, next: "tag:two" },
  ];
  const split = inARow({
    "split:s": { kind: "split", arms } as never,
    "tag:one": { ...tag("one"), next: null },
    "tag:two": { ...tag("two"), next: null },
  });
  const published = project(program({ journey: "J", steps: split }));
  const asked: string[] = [];
  const outside = {
    answer: () => DELIVERED,
    split: ({ journey }: { readonly journey: string }, contact: string, step: string) => {
      asked.push(`${journey} ${step} ${contact}`);
      return contact === "ada" ? 1 : 0;
    },
  };
  const { host } = open(published, [], { outside });
  signUp(host, "ada");
  signUp(host, "ben");
  host.until(T0 + DAY);
  expect(asked).toEqual(["J split:s ada", "J split:s ben"]);
  expect(host.contact("ada")?.tags).toEqual(new Set(["two"]));
  expect(host.contact("ben")?.tags).toEqual(new Set(["one"]));
});

test("what comes in and does not fit is refused with the words of the doors", () => {
  const { host } = open(oneMail());
  signUp(host, "ada");
  expect(host.putContact({ imported: false, fields: {} })).toEqual({
    result: "rejected",
    reason: "a contact needs an id or an e-mail address",
  });
  const twin = { id: "eve", imported: false, fields: { email: "ADA@shop.example", points: 0 } };
  expect(host.putContact(twin)).toMatchObject({
    result: "rejected",
    reason: /another contact of Newsletter/,
  });
  const order = {
    id: "1",
    store: "Nowhere",
    total: "1",
    currency: "EUR",
    placedAt: T0,
    status: "paid",
  } as const;
  expect(host.putOrder({ ...order, contact: "ada" })).toMatchObject({
    result: "rejected",
    reason: 'the project declares no store "Nowhere"',
  });
  expect(host.putEvent({ id: "e", contact: "nobody", name: "Booked", at: T0, properties: {} })).toMatchObject(
    {
      result: "rejected",
      reason: /no contact with the id or e-mail address "nobody"/,
    },
  );
  expect(() => host.setStatus("Other", "active")).toThrow("there is no journey Other");
});

test("the same again is the same: names are counted, and nothing is made at random", () => {
  const once = () => {
    const { host } = open(oneMail());
    for (const id of ["a", "b"]) signUp(host, id);
    host.until(T0 + DAY);
    return host.journal();
  };
  expect(once()).toEqual(once());
});

test("what is told is told once", () => {
  const { host } = open(
    project(program({ journey: "J", reenter: { policy: "always" }, steps: inARow({ a: delay(1) }) })),
  );
  signUp(host, "ada");
  const event = { id: "e", contact: "ada", name: "Booked", at: T0, properties: {} };
  expect(host.putEvent(event)).toEqual({ result: "written", contact: "ada" });
  expect(host.putEvent(event)).toEqual({ result: "unchanged", contact: "ada" });
  const order = {
    id: "1",
    contact: "ada",
    store: "Boutique",
    currency: "EUR",
    placedAt: T0,
    status: "paid",
  } as const;
  expect(host.putOrder({ ...order, total: "60.00" })).toMatchObject({ result: "written" });
  expect(host.putOrder({ ...order, total: "60.0" })).toMatchObject({ result: "unchanged" });
  expect(host.putOrder({ ...order, total: "61" })).toMatchObject({ result: "written" });
});
