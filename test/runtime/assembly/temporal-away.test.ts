import { afterAll, beforeAll, expect, test } from "vitest";
import { inARow, program, send, tag } from "../store/programs.ts";
import { eventually } from "../temporal/eventually.ts";
import { type Stack, startStack } from "./stack.ts";

const MINUTE = 60_000;
const T0 = Date.parse("2035-01-08T10:00:00Z");
/** Timers of an hour end in a third of a second. */
const FACTOR = 3 * 3_600;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(FACTOR);
});
afterAll(() => stack.stop());

/** The journey called `J20` does something after 20 minutes, and again 20 minutes later. A contact gets three mails a day. */
const everyMinutes = (minutes: number) => {
  const pause = { kind: "delay", for: { minutes } } as const;
  return program({
    journey: `J${minutes}`,
    sendLimits: [{ messages: 3, per: "day", of: { of: "project", channel: null }, otherwise: "hold" }],
    steps: inARow({
      first: pause,
      [`tag:first${minutes}`]: tag(`first${minutes}`),
      second: pause,
      [`tag:second${minutes}`]: tag(`second${minutes}`),
      send: send(),
    }),
  });
};

test("Temporal is away for an hour: what came due happens once, each as of its own moment, in order of due", async () => {
  const { db, clock, gateway } = stack.store;
  await clock.freeze(T0 - 1);
  await stack.activate(everyMinutes(29), everyMinutes(17), everyMinutes(7), everyMinutes(23));
  await clock.freeze(T0);
  await gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  await eventually(async () => {
    // A run stands at its first step from its entry on: only its due time says that it was served, and sleeps.
    const runs = await db.selectFrom("run").select("due_at").orderBy("due_at").execute();
    expect(runs.map(({ due_at: due }) => ((due ?? T0) - T0) / MINUTE)).toEqual([7, 17, 23, 29]);
    expect(await db.selectFrom("outbox").selectAll().execute()).toEqual([]);
  });

  await stack.temporal.stop();
  await clock.freeze(T0 + 60 * MINUTE);
  // What comes in meanwhile is taken in.
  await gateway.putContact({ id: "ben", imported: false, fields: { email: "ben@shop.example" } });
  expect(await db.selectFrom("run").select("id").where("contact", "=", "ben").execute()).toHaveLength(4);
  await stack.temporal.start();
  // All that was due by then, but for the mail of who was due last: three a day are sent.
  await eventually(async () =>
    expect(
      await db
        .selectFrom("run")
        .select(["journey", "state"])
        .where("contact", "=", "ada")
        .orderBy("journey")
        .execute(),
    ).toEqual([
      { journey: "J17", state: "finished" },
      { journey: "J23", state: "finished" },
      { journey: "J29", state: "alive" },
      { journey: "J7", state: "finished" },
    ]),
  );
  await clock.start(FACTOR);
  await stack.idle();

  const told = await db
    .selectFrom("journal")
    .select(["contact", "journey", "at", "data", "kind"])
    .where("kind", "in", ["tagged", "sent"])
    .orderBy("at")
    .orderBy("id")
    .execute();
  const tagged = told.filter(({ kind, contact }) => kind === "tagged" && contact === "ada");
  expect(tagged.map(({ at, data }) => [data.name, (at - T0) / MINUTE])).toEqual([
    ["first7", 7],
    ["second7", 14],
    ["first17", 17],
    ["first23", 23],
    ["first29", 29],
    ["second17", 34],
    ["second23", 46],
    ["second29", 58],
  ]);
  for (const id of ["ada", "ben"]) {
    const mine = told.filter(({ contact }) => contact === id);
    expect(mine.filter(({ kind }) => kind === "tagged")).toHaveLength(8);
    expect(mine.filter(({ kind }) => kind === "sent")).toHaveLength(4);
  }
  const mails = told.filter(({ kind, contact }) => kind === "sent" && contact === "ada");
  // Three were let go at once: which of their calls is over first is the mail server's affair.
  const [last, ...first] = mails.map(({ journey }) => journey).toReversed();
  expect(last, "who was due last waits for the next day").toBe("J29");
  expect(first.sort()).toEqual(["J17", "J23", "J7"]);
  expect(new Set(stack.smtp.received.map(({ mail }) => mail.messageId)).size).toBe(8);
  expect(stack.smtp.received, "each mail once").toHaveLength(8);
  expect(await stack.store.counter("rescued"), "the timers are Temporal's own").toBe(0);
});
