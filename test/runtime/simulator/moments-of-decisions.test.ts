import { expect, test } from "vitest";
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../runtime/src/simulator/simulator.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import { compiled, errorsOf } from "../../compiler/lower/compiled.ts";
import { DAY, HOUR, T0 } from "../store/world.ts";

/** When something is decided, and of which moment it is then: what the random tests have found. */

const DECLARATIONS = `
audience Newsletter {
  field favorites: list of text
  tags "a", "b", "c"
}
store Boutique { currency EUR }
event Booked { field id: text }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
email Receipt for Newsletter {
  kind transactional  if unknown resend
  from "ana@shop.example"  subject "Receipt"  body "Thank you."
}
`;
const SECOND = 1_000;

/** Ada, who signs up at `T0` on the clocks of UTC. */
function open(text: string, more: Partial<SimulatorOptions> = {}, answer?: () => CallOutcome): Simulator {
  const all = compiled({ "declarations.journey": DECLARATIONS, "main.journey": text });
  expect(errorsOf(all)).toEqual([]);
  const outside = { answer: answer ?? (() => ({ kind: "done", providerRef: "ok" }) as const) };
  const host = createSimulator({ compiled: all.project, startAt: T0 - HOUR, outside, ...more });
  for (const { program } of all.project.journeys) host.setStatus(program.journey, "active");
  host.until(T0);
  host.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  return host;
}

function buy(host: Simulator, id: string, placedAt: number): void {
  const order = { store: "Boutique", total: "20.00", currency: "EUR", status: "paid" } as const;
  host.putOrder({ id, contact: "ada", placedAt, ...order });
}

const tag = (host: Simulator, name: string): void => {
  host.putContact({ id: "ada", imported: false, fields: {}, addTags: [name] });
};

/** Lines with the hours since the sign-up. */
const lines = (host: Simulator): readonly string[] =>
  host.journal().map(({ at, kind, step }) => `${(at - T0) / HOUR} ${kind} ${step ?? ""}`.trim());

test.each([
  ["as a rule", false],
  ["also where each attempt dies and is made again", true],
])("`exit if` is looked at before the next step, and the exit is of that moment, %s", (_, dies) => {
  const host = open(
    `journey J for Newsletter {
      start when contact buys any product
      exit if contact did not buy any product within 2 days
      s1: delay 1 day
      s2: wait up to 4 days until contact gets tag "b"
      s3: tag "a"
    }`,
    { dies: () => dies },
  );
  buy(host, "o1", T0);
  host.until(T0 + 9 * DAY);
  expect(lines(host)).toEqual([
    "0 entered",
    "0 delayed s1",
    "24 waiting s2",
    "120 timedOut s2",
    "120 exited s3",
  ]);
});

test("of what happens `exit if` comes before the goal", () => {
  const host = open(`journey J for Newsletter {
    start when contact signs up
    exit if contact has tag "a"
    goal "tagged" when contact gets tag "a"
    s1: delay 1 day
  }`);
  host.until(T0 + HOUR);
  tag(host, "a");
  expect(lines(host)).toEqual(["0 entered", "0 delayed s1", "1 exited s1"]);
});

test("an exit behind a hold is of the moment at which that ended", () => {
  const host = open(`journey J for Newsletter {
    start when contact buys any product
    exit if contact did not buy any product within 6 hours
    send between 9:00 and 10:00
    s1: send email Hello
  }`);
  buy(host, "o1", T0);
  host.until(T0 + 2 * DAY);
  expect(lines(host)).toEqual(["0 entered", "0 held s1", "23 exited s1"]);
});

test("what follows a message that was tried again and then held counts from the end of that", () => {
  const answers: CallOutcome[] = [{ kind: "not-sent", reason: "busy", retryAfterMs: 2 * HOUR }];
  const host = open(
    `journey J for Newsletter {
      start when contact signs up
      send between 10:00 and 11:00
      s1: send email Hello
      s2: delay 1 hour
    }`,
    {},
    () => answers.shift() ?? { kind: "done", providerRef: "ok" },
  );
  host.until(T0 + 2 * DAY);
  expect(lines(host)).toEqual([
    "0 entered",
    "0 held s1",
    "2 held s1",
    "24 sent s1",
    "24 delayed s2",
    "25 finished",
  ]);
});

test("what follows a message that leaves earlier than was thought, since another made room, counts from then", () => {
  const answers: CallOutcome[] = [
    { kind: "not-sent", reason: "busy", retryAfterMs: 2 * HOUR },
    { kind: "refused", reason: "no such mailbox", permanent: true },
  ];
  const host = open(
    `journey J for Newsletter {
      start when contact does Booked
      one run per entry.event.id
      limit 1 message per week
      s1: send email Hello
      s2: delay 1 hour
    }`,
    {},
    () => answers.shift() ?? { kind: "done", providerRef: "ok" },
  );
  for (const id of ["x", "y"])
    host.putEvent({ id, contact: "ada", name: "Booked", at: T0, properties: { id } });
  host.until(T0 + 2 * DAY);
  const [, second] = host.runs();
  const told = host.journal().filter(({ run }) => run === second?.id);
  expect(told.map(({ at, kind }) => `${(at - T0) / HOUR} ${kind}`)).toEqual([
    "0 entered",
    "0 held",
    "2 sent",
    "2 delayed",
    "3 finished",
  ]);
});

test("a run that is replaced by a start that is heard of late left after its last decision", () => {
  const host = open(`journey J for Newsletter {
    start when contact does Booked
    reenter restart
    s1: delay 2 hours
    s2: delay 1 day
  }`);
  const book = (id: string, at: number) =>
    host.putEvent({ id, contact: "ada", name: "Booked", at, properties: { id } });
  book("x", T0);
  host.until(T0 + 3 * HOUR);
  book("y", T0 + HOUR);
  expect(host.journal().filter(({ kind }) => kind === "exited")).toMatchObject([
    { at: T0 + 2 * HOUR, data: { late: true } },
  ]);
});

test("nobody waits behind the last try of a message whose answers are lost", () => {
  const host = open(
    `journey J for Newsletter { start when contact signs up  s1: send email Receipt }`,
    { callLimit: 0 },
    () => ({ kind: "unknown", reason: "no answer" }),
  );
  host.until(T0 + HOUR);
  const failed = host.journal().find(({ kind }) => kind === "failed");
  expect(((failed?.at ?? 0) - T0) / SECOND).toBe(2 + 4 + 8 + 16);
});

test("to take something out of a list that nobody has given changes nothing", () => {
  const host = open(`journey J for Newsletter {
    start when contact signs up
    s1: update contact { remove "mug" from favorites }
    s2: wait up to 1 day until contact changes favorites since entry
  }`);
  host.until(T0 + 2 * DAY);
  expect(lines(host)).toEqual(["0 entered", "0 waiting s2", "24 timedOut s2", "24 finished"]);
});

test("of runs that are due at once the first goes by the name of its journey, whichever was noted first", () => {
  const host = open(`
    journey Second for Newsletter { start when contact gets tag "b"  s1: delay 1 day  if contact has tag "a" { s2: milestone "seen" } }
    journey First for Newsletter { start when contact gets tag "c"  s1: delay 1 day  s3: tag "a" }
  `);
  tag(host, "b");
  host.until(T0);
  tag(host, "c");
  host.until(T0 + 2 * DAY);
  expect(lines(host)).toContain("24 milestone s2");
});
