import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { journeysOf } from "../engine/play.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

/** The rows of the table "Late, early, twice, out of order" of docs/runtime.md that no other test has. */
describe.each(DATABASES)("late, early, twice, out of order on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const run = (text: string) => world.run(...journeysOf(text));
  const arrive = async () => {
    await world.signUp("ada", { points: 0 });
    await world.serveWakes();
  };
  const does = (name: string, at: number, id = `${name} ${at}`) =>
    world.store.gateway.putEvent({ id, contact: "ada", name, at, properties: { id } });
  const order = (id: string, at: number, more: object = {}) =>
    world.store.gateway.putOrder({
      ...{ id, contact: "ada", store: "Boutique", total: "60.00", currency: "EUR", status: "paid" as const },
      placedAt: at,
      ...more,
    });
  const tags = async () => (await world.contact("ada")).tags;
  const lines = async (kind: string) =>
    ((await world.store.gateway.contact("ada"))?.timeline ?? []).filter((line) => line.kind === kind);

  test("the same own event again changes nothing, and is said to", async () => {
    await run("journey J for Newsletter { reenter always  start when contact does Booked }");
    await arrive();
    expect(await does("Booked", T0, "b")).toMatchObject({ result: "written" });
    expect(await does("Booked", T0, "b")).toMatchObject({ result: "unchanged" });
    expect(await world.runs()).toHaveLength(1);
  });

  test("the same order again starts nothing; what differs is corrected where conditions read it", async () => {
    await run(`journey J for Newsletter { reenter always  start when contact buys any product  delay 1 day
      if total spent over all time >= 40 EUR { tag "a" } else { tag "b" } }`);
    await arrive();
    await order("o1", T0);
    await order("o1", T0);
    await order("o1", T0, { refunded: "30.00" });
    expect(await world.runs()).toHaveLength(1);
    await world.until(T0 + DAY);
    expect(await tags()).toEqual(["b"]);
  });

  test("an order that is not paid yet is bought when it is first told as paid, at its placing", async () => {
    await run("journey J for Newsletter { start when contact buys any product  delay 1 day }");
    await arrive();
    await order("o1", T0, { status: "pending" });
    expect(await world.runs()).toEqual([]);
    await world.until(T0 + HOUR);
    await order("o1", T0);
    expect(await world.runs()).toMatchObject([{ at: T0 }]);
  });

  test("the same contact again causes nothing; what differs is an event", async () => {
    await run('journey J for Newsletter { reenter always  start when contact changes plan  tag "a" }');
    await world.signUp("ada", { points: 0, plan: "free" });
    await world.signUp("ada", { points: 0, plan: "free" });
    expect(await world.runs()).toEqual([]);
    await world.signUp("ada", { plan: "pro" });
    expect(await world.runs()).toHaveLength(1);
  });

  test("something from before the activation starts nothing, and is not recorded as refused", async () => {
    await run("journey J for Newsletter { start when contact does Booked }");
    await arrive();
    await does("Booked", T0 - 2 * HOUR);
    expect(await world.runs()).toEqual([]);
    expect(await lines("refused")).toEqual([]);
  });

  test("a start that is late begins at the event's time; what is overdue happens at once", async () => {
    await run(
      'journey J for Newsletter { start when contact does Booked  delay 1 day  tag "a"  delay 2 days  tag "b" }',
    );
    await arrive();
    await world.until(T0 + 2 * DAY);
    await does("Booked", T0);
    await world.serveWakes();
    expect(await tags()).toEqual(["a"]);
    await world.until(T0 + 3 * DAY);
    expect(await tags()).toEqual(["a", "b"]);
  });

  test("a late start is exited by what came in before it", async () => {
    await run(
      'journey J for Newsletter { start when contact does Booked  exit when contact does Cancelled  delay 3 days  tag "a" }',
    );
    await arrive();
    await world.until(T0 + DAY);
    await does("Cancelled", T0 + 2 * HOUR);
    await does("Booked", T0 + HOUR);
    expect(await lines("exited")).toMatchObject([{ at: new Date(T0 + 2 * HOUR).toISOString() }]);
  });

  test("an event from before a live run began neither exits it nor matches; `exit if` is tested", async () => {
    await run(`journey J for Newsletter { start when contact signs up  exit when contact does Cancelled
      wait up to 1 day { when contact does Booked { tag "a" } otherwise { tag "b" } } }
    journey K for Newsletter { start when contact signs up  exit if contact did Cancelled  delay 1 day }`);
    await arrive();
    await does("Cancelled", T0 - HOUR);
    await does("Booked", T0 - HOUR);
    expect((await world.runs()).map(({ state }) => state).sort()).toEqual(["alive", "exited"]);
    await world.until(T0 + DAY);
    expect(await tags()).toEqual(["b"]);
  });

  test("an event at the very limit of a wait matches", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      wait up to 1 day { when contact does Booked { tag "a" } otherwise { tag "b" } } }`);
    await arrive();
    await world.store.clock.freeze(T0 + DAY + 1);
    await does("Booked", T0 + DAY);
    await world.until(T0 + DAY + 1);
    expect(await tags()).toEqual(["a"]);
  });

  test("heard of after the time-out was decided, the decision stands, and conditions see it", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      wait up to 1 day { when contact does Booked { tag "a" } otherwise { tag "b" } }
      delay 1 day  if contact did Booked { tag "c" } }`);
    await arrive();
    await world.until(T0 + DAY + HOUR);
    await does("Booked", T0 + HOUR);
    await world.until(T0 + 3 * DAY);
    expect(await tags()).toEqual(["b", "c"]);
  });

  test("of two arms at one instant the first in the text wins", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      wait up to 1 day { when contact does Booked { tag "a" } when contact does Cancelled { tag "b" } otherwise { } } }`);
    await arrive();
    await world.store.clock.freeze(T0 + HOUR);
    await does("Cancelled", T0 + HOUR);
    await does("Booked", T0 + HOUR);
    await world.serveWakes();
    expect(await tags()).toEqual(["a"]);
  });

  test("an event that exits one run and starts another does both, first the exit", async () => {
    await run(`journey A for Newsletter { start when contact does Booked  delay 1 day }
    journey B for Newsletter { start when contact signs up  exit when contact does Booked  delay 1 day }`);
    await arrive();
    await world.store.clock.freeze(T0 + HOUR);
    await does("Booked", T0 + HOUR);
    const told = (await world.store.gateway.contact("ada"))?.timeline ?? [];
    const behind = told
      .filter(({ at }) => Date.parse(at) === T0 + HOUR)
      .map(({ kind, journey }) => `${kind} ${journey}`);
    expect(behind).toEqual(["exited B", "entered A"]);
  });

  test("a late event that exits is dated at the run's last decision, and said to be late", async () => {
    await run(
      'journey J for Newsletter { start when contact signs up  exit when contact does Cancelled  delay 1 day  tag "a"  delay 5 days }',
    );
    await arrive();
    await world.until(T0 + DAY + HOUR);
    await does("Cancelled", T0 + HOUR);
    expect(await lines("exited")).toMatchObject([{ at: new Date(T0 + DAY).toISOString(), late: true }]);
  });

  test("an exit, while something due earlier has not been done: it is not done", async () => {
    await run(
      'journey J for Newsletter { start when contact signs up  exit when contact does Cancelled  delay 1 day  tag "a" }',
    );
    await arrive();
    // Nobody served the run when its delay was over.
    await world.store.clock.freeze(T0 + 2 * DAY);
    await does("Cancelled", T0 + 2 * DAY);
    await world.until(T0 + 3 * DAY);
    expect(await tags()).toEqual([]);
    expect((await world.runs()).map(({ state }) => state)).toEqual(["exited"]);
  });
});
