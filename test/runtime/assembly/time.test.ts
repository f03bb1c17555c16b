import type { Expr, Program, Trigger } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buys, delay, inARow, program, tag } from "../store/programs.ts";
import { eventually } from "../temporal/eventually.ts";
import { type Stack, startStack } from "./stack.ts";

/* The whole engine on a clock that is sped up: a day is half a second. What time alone changes happens at its own moment. */

const DAY = 86_400_000;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(172_800);
}, 120_000);
afterAll(() => stack.stop());

const recent: Expr = {
  op: "history",
  history: {
    trigger: buys,
    times: { bound: "at least", count: 1 },
    in: null,
    within: { days: 7 },
    since: null,
    before: null,
  },
};
const enters: Trigger = { on: "enters people", people: "Recent", tier: null, where: null };
const leaves: Trigger = { ...enters, on: "leaves people" };
const until: Expr = { op: "not", of: recent };

test("a segment is left, an absence starts and a wait ends by time alone, on Temporal and a sped-up clock", async () => {
  const people = { Recent: recent };
  const waiting = program({
    journey: "Waits",
    starts: [buys],
    people,
    steps: inARow({
      wait: { kind: "wait", limit: { for: { days: 60 } }, arms: [], until, timeout: null } as never,
      delay: delay(900),
    }),
  });
  const watch: Program["watch"] = {
    ...waiting.watch,
    order: [...(waiting.watch.order ?? []), { kind: "until", step: "wait" }],
  };
  await stack.activate(
    program({
      journey: "In",
      starts: [enters],
      exits: [{ id: "x", when: leaves }],
      people,
      steps: inARow({ delay: delay(900) }),
    }),
    program({
      journey: "Quiet",
      starts: [{ ...buys, absentFor: { days: 20 } }],
      steps: inARow({ "tag:quiet": tag("quiet") }),
    }),
    { ...waiting, watch },
  );
  const { gateway, clock, db } = stack.store;
  await gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example" } });
  const at = await clock.now();
  const order = {
    id: "o1",
    contact: "ada",
    store: "Boutique",
    total: "60.00",
    currency: "EUR",
    status: "paid",
  } as const;
  await gateway.putOrder({ ...order, placedAt: at });
  const runs = async () => {
    const { rows } = await sql<{
      journey: string;
      state: string;
      at: number;
      ended: number | null;
      step: string;
    }>`
      select journey, state, at, ended_at as ended, step from run order by journey`.execute(db);
    return rows;
  };
  await eventually(async () => {
    const all = await runs();
    expect(all.map(({ journey, state, step }) => [journey, state, step])).toEqual([
      ["In", "exited", "delay"],
      ["Quiet", "finished", null],
      ["Waits", "alive", "delay"],
    ]);
  });
  const [inside, quiet, waits] = await runs();
  expect([inside?.ended, quiet?.at, waits?.at]).toEqual([at + 7 * DAY + 1, at + 20 * DAY, at + 7 * DAY + 1]);
  expect(await stack.store.checkWatches()).toMatchObject({ differences: [] });
  const rescued = await stack.store.counter("rescued");
  expect(rescued).toBe(0);
}, 120_000);
