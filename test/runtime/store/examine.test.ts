import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksOf, examine } from "../../../runtime/src/store/examine.ts";
import { delay } from "./programs.ts";
import { DATABASES, enterAt, openWorld, T0, type World } from "./world.ts";

const FINE = {
  server: "PostgreSQL 15.4 on x86_64",
  machine: T0,
  factor: 1,
  frozen: false,
  keys: 1,
  wakes: 0,
  oldest: null,
  overdue: 0,
  stuck: 0,
  letters: 0,
  lost: 0,
  rescued: 0,
};

test("all is well", () => {
  expect(checksOf(FINE, T0).map(({ status }) => status)).toEqual(Array(9).fill("ok"));
  expect(checksOf(FINE, T0)[0]?.detail).toMatch(/^PostgreSQL 15\.4 answers/);
});

test.each([
  [{ machine: T0 + 5_000 }, "clock", "warn", "differ by 5.0 seconds"],
  [{ keys: 0 }, "keys", "warn", "no key"],
  [{ wakes: 3, oldest: 31.2 }, "outbox", "fail", "3 wakes on the way, the oldest for 31 seconds"],
  [{ overdue: 1 }, "overdue runs", "fail", "1 run overdue"],
  [{ stuck: 2 }, "stuck runs", "warn", "2 runs cannot go on"],
  [{ letters: 1 }, "dead letters", "warn", "1 payload came in"],
  [{ lost: 4 }, "lost outcomes", "warn", "4 sendings"],
  [{ rescued: 1 }, "rescued runs", "warn", "1 run had lost"],
] as const)("%j is told, with what to do", (change, name, status, detail) => {
  const amiss = checksOf({ ...FINE, ...change }, T0).filter((check) => check.status !== "ok");
  expect(amiss).toEqual([{ name, status, detail: expect.stringContaining(detail), fix: expect.any(String) }]);
});

test("a clock that is sped up need not agree with the machine's", () => {
  expect(checksOf({ ...FINE, factor: 86_400, machine: T0 + 9e9 }, T0)[1]).toMatchObject({ status: "ok" });
});

describe.each(DATABASES)("asked of %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterAll(() => world.close());

  const amiss = async () =>
    (await examine(world.store.db)).filter(({ status }) => status !== "ok").map(({ name }) => name);

  test("what waits for nobody, and what is stuck", async () => {
    await enterAt(world, { delay: delay(1) });
    expect(await amiss()).toEqual(["keys"]);
    await sql`update outbox set asked_at = clock_timestamp() - interval '1 minute'`.execute(world.store.db);
    expect(await amiss()).toEqual(["keys", "outbox"]);
    await world.serveWakes();
    await sql`update run set due_at = trajet_now() - interval '2 minutes'`.execute(world.store.db);
    expect(await amiss()).toEqual(["keys", "overdue runs"]);
    await sql`update run set stuck = 'no field "points"'`.execute(world.store.db);
    expect(await amiss()).toEqual(["keys", "stuck runs"]);
  });
});
