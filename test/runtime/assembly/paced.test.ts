import { afterAll, beforeAll, expect, test } from "vitest";
import { delay, inARow, program, tag } from "../store/programs.ts";
import { eventually } from "../temporal/eventually.ts";
import { eventKinds, historyOf } from "../temporal/histories.ts";
import { type Stack, startStack } from "./stack.ts";

/* The whole engine on a clock that somebody moves from moment to moment, as `trajet dev` does. */

const DAY = 86_400_000;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(86_400, {}, true);
  await stack.store.clock.freeze();
}, 120_000);
afterAll(() => stack.stop());

test("who is due where the clock stands is woken there: no timer rings on the way, and none is waited for", async () => {
  await stack.activate(
    program({ journey: "Slow", steps: inARow({ delay: delay(30), "tag:late": tag("late") }) }),
  );
  const { gateway, clock, db } = stack.store;
  // Only what happens after the activation lets people in.
  await clock.advance(1);
  await gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  const at = await clock.now();
  const run = () => db.selectFrom("run").select(["id", "state", "due_at"]).executeTakeFirstOrThrow();
  await eventually(async () => expect(await run()).toMatchObject({ due_at: at + 30 * DAY }));
  await clock.advance(40 * DAY, at + 30 * DAY);
  await stack.wakeDue();
  await stack.idle();
  const { id } = await run();
  await eventually(async () =>
    expect(eventKinds(await historyOf(stack.client, id)).at(-1)).toBe("WorkflowExecutionCompleted"),
  );
  const kinds = eventKinds(await historyOf(stack.client, id));
  expect(kinds).toContain("TimerStarted");
  expect(kinds).not.toContain("TimerFired");
  expect(kinds).toContain("WorkflowExecutionSignaled");
});
