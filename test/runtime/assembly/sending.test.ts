import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { delay, hours, inARow, program, send } from "../store/programs.ts";
import { eventually } from "../temporal/eventually.ts";
import { eventKinds, historyOf } from "../temporal/histories.ts";
import { type Stack, startStack } from "./stack.ts";

const HOUR = 3_600_000;
/** A day passes in four seconds. */
const FACTOR = 6 * 3600;
/** Where messages leave between 9:00 and 20:00: the slot of the second is at 19:05, of the third too late. */
const EVENING = Date.parse("2035-01-08T18:05:00Z");
/** An hour passes in a second: whoever leaves at 19:05 has as long to be answered before it is 20:00. */
const SLOWER = 3_600;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(FACTOR, { email: { max: 1, per: "hour" } });
});
afterAll(() => stack.stop());

const signUp = (id: string) =>
  stack.store.gateway.putContact({ id, imported: false, fields: { email: `${id}@shop.example` } });
/** How the runs of a journey are held, in the order of their slots. */
const holds = async (journey: string) =>
  (
    await stack.store.db
      .selectFrom("run")
      .select(sql<string>`hold->>'by'`.as("by"))
      .where("journey", "=", journey)
      .where("hold", "is not", null)
      .orderBy("due_at")
      .execute()
  ).map(({ by }) => by);
const sent = (journey: string) =>
  stack.store.db
    .selectFrom("effect")
    .select(["run", "at", "state"])
    .where("journey", "=", journey)
    .orderBy("at")
    .execute();

// Clocks stand still until all have come to where they wait, so that it does not matter how fast the machine is.

test("a wave waits for its hours and its slots on Temporal's timers, and each mail leaves once", async () => {
  await stack.store.clock.freeze(EVENING - 1);
  await stack.activate(
    program({
      journey: "Wave",
      sendWindow: hours("09:00", "20:00"),
      steps: inARow({ "send:Welcome": send() }),
    }),
  );
  await stack.store.clock.freeze(EVENING);
  for (const id of ["a", "b", "c", "d"]) await signUp(id);
  // One leaves at once, one has the slot an hour later; the slots after that are behind the end of the hours.
  await eventually(async () => expect(await holds("Wave")).toEqual(["rate", "window", "window"]));
  await stack.store.clock.start(SLOWER);
  await stack.idle();
  const mails = await sent("Wave");
  expect(mails.map(({ state }) => state)).toEqual(["done", "done", "done", "done"]);
  expect(stack.smtp.received).toHaveLength(4);
  for (const { at } of mails) {
    const hour = new Date(at).getUTCHours();
    expect(hour >= 9 && hour < 20, new Date(at).toISOString()).toBe(true);
  }
  // The start, the hours, the slot; another night where the hours ended first.
  for (const { run } of mails) {
    expect(eventKinds(await historyOf(stack.client, run)).length).toBeLessThanOrEqual(40);
  }
});

test("a pause holds who comes due without a timer, and the releaser wakes them", async () => {
  await stack.activate(
    program({ journey: "Paused", steps: inARow({ delay: delay(1), "send:Welcome": send() }) }),
  );
  await stack.store.clock.freeze();
  await signUp("p");
  await eventually(async () =>
    expect(
      await stack.store.db.selectFrom("run").select("step").where("journey", "=", "Paused").execute(),
    ).toContainEqual({ step: "delay" }),
  );
  await stack.store.gateway.setStatus("Paused", "paused");
  const paused = await stack.store.clock.now();
  await stack.store.clock.start(FACTOR);
  await eventually(async () =>
    expect(await stack.store.gateway.held("Paused", { limit: 5 })).toHaveLength(1),
  );
  expect(await sent("Paused")).toEqual([]);
  await stack.store.gateway.setStatus("Paused", "active");
  await stack.idle();
  const [mail] = await sent("Paused");
  expect(mail?.state).toBe("done");
  expect(mail?.at).toBeGreaterThan(paused + HOUR);
});
