import { afterAll, beforeAll, expect, test } from "vitest";
import { delay, hours, inARow, program, send } from "../store/programs.ts";
import { eventKinds, historyOf } from "../temporal/histories.ts";
import { type Stack, startStack } from "./stack.ts";

const HOUR = 3_600_000;
/** A day passes in a second. */
const FACTOR = 24 * 3600;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(FACTOR, { email: { max: 1, per: "hour" } });
});
afterAll(() => stack.stop());

const signUp = (id: string) =>
  stack.store.gateway.putContact({ id, imported: false, fields: { email: `${id}@shop.example` } });
const sent = (journey: string) =>
  stack.store.db
    .selectFrom("effect")
    .select(["run", "at", "state"])
    .where("journey", "=", journey)
    .orderBy("at")
    .execute();

test("a wave waits for its hours and its slots on Temporal's timers, and each mail leaves once", async () => {
  await stack.activate(
    program({
      journey: "Wave",
      sendWindow: hours("09:00", "20:00"),
      steps: inARow({ delay: delay(1), "send:Welcome": send() }),
    }),
  );
  for (const id of ["a", "b", "c", "d"]) await signUp(id);
  await stack.idle();
  const mails = await sent("Wave");
  expect(mails.map(({ state }) => state)).toEqual(["done", "done", "done", "done"]);
  expect(stack.smtp.received).toHaveLength(4);
  const holds = await stack.store.db
    .selectFrom("journal")
    .select("data")
    .where("journey", "=", "Wave")
    .where("kind", "=", "held")
    .execute();
  expect(holds.map(({ data }) => data.by)).toContain("rate");
  // The start, the delay, the hours, the slot; another night where the hours ended first.
  for (const { run } of mails) {
    expect(eventKinds(await historyOf(stack.client, run)).length).toBeLessThanOrEqual(40);
  }
});

test("a pause holds who comes due without a timer, and the releaser wakes them", async () => {
  await stack.activate(
    program({ journey: "Paused", steps: inARow({ delay: delay(8), "send:Welcome": send() }) }),
  );
  await signUp("p");
  await expect
    .poll(async () => (await stack.store.db.selectFrom("wait").select("run").execute()).length)
    .toBeGreaterThan(4);
  await stack.store.gateway.setStatus("Paused", "paused");
  const paused = await stack.store.clock.now();
  await expect
    .poll(async () => await stack.store.gateway.held("Paused", { limit: 5 }), { timeout: 20_000 })
    .toHaveLength(1);
  expect(await sent("Paused")).toEqual([]);
  await stack.store.gateway.setStatus("Paused", "active");
  await stack.idle();
  const [mail] = await sent("Paused");
  expect(mail?.state).toBe("done");
  expect(mail?.at).toBeGreaterThan(paused + HOUR);
});
