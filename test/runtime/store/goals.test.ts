import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { journeysOf } from "../engine/play.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

describe.each(DATABASES)("goals on %s", (database) => {
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
  const does = (name: string, properties: Record<string, string>, at: number, id = `${name} ${at}`) =>
    world.store.gateway.putEvent({ id, contact: "ada", name, at, properties });
  const conversions = async () =>
    ((await world.store.gateway.contact("ada"))?.timeline ?? [])
      .filter(({ kind }) => kind === "converted")
      .map(({ at, goal }) => [Date.parse(at) - T0, goal]);
  const counts = async () => (await world.store.gateway.journeys())[0]?.counts;

  test("a goal is reached within its window, also after the run has ended, and once a run", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" within 14 days when contact buys any product  tag "a" }`);
    await arrive();
    expect(await counts()).toMatchObject({ finished: 1, converted: 0 });
    await world.until(T0 + 10 * DAY);
    await world.buy("ada", "o1", T0 + 9 * DAY);
    await world.buy("ada", "o2", T0 + 10 * DAY);
    expect(await conversions()).toEqual([[9 * DAY, "Back"]]);
    expect((await world.store.gateway.contact("ada"))?.timeline).toContainEqual(
      expect.objectContaining({ because: 'goal "Back" within 14 days when contact buys any product' }),
    );
    expect(await counts()).toMatchObject({ entered: 1, finished: 1, converted: 1 });
  });

  test("its end is not in the window; a late event counts by its own time", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" within 14 days when contact buys any product  tag "a" }`);
    await arrive();
    await world.until(T0 + 15 * DAY);
    await world.buy("ada", "o1", T0 + 14 * DAY);
    expect(await conversions()).toEqual([]);
    await world.buy("ada", "o2", T0 + 14 * DAY - 1);
    expect(await conversions()).toMatchObject([[14 * DAY - 1, "Back"]]);
  });

  test.each([
    ["that is heard of late", 'start when contact buys any product  tag "vip"'],
    ["that comes to move late", 'start when contact signs up  delay 9 days  tag "vip"'],
  ])("what is done by a run %s counts by its own time", async (_, steps) => {
    await run(`journey J for Newsletter { start when contact signs up
        goal "Back" within 14 days when contact gets tag "vip"  tag "a" }
      journey K for Newsletter { ${steps} }`);
    await arrive();
    await world.store.clock.freeze(T0 + 15 * DAY);
    await world.buy("ada", "o1", T0 + 9 * DAY);
    await world.until(T0 + 15 * DAY);
    expect((await world.contact("ada")).tags).toContain("vip");
    expect(await conversions()).toEqual([[9 * DAY, "Back"]]);
  });

  test("without a window it is open as long as the run lives", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" when contact buys any product  delay 2 days }`);
    await arrive();
    await world.until(T0 + 3 * DAY);
    await world.buy("ada", "o1", T0 + 3 * DAY);
    expect(await conversions()).toEqual([]);
    await world.clear();
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" when contact buys any product  delay 2 days }`);
    await arrive();
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    expect(await conversions()).toMatchObject([[DAY, "Back"]]);
    expect((await world.runs())[0]?.state).toBe("alive");
  });

  test("`then exit` ends the run at the event's time, before the wait that it also matches", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" within 14 days when contact buys any product then exit
      wait up to 5 days { when contact buys any product { tag "a" } otherwise { tag "b" } } }`);
    await arrive();
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    await world.until(T0 + 10 * DAY);
    expect((await world.contact("ada")).tags).toEqual([]);
    expect((await world.journal("ada")).map((line) => line.split(" ")[0])).toEqual([
      "entered",
      "waiting",
      "converted",
      "exited",
    ]);
  });

  test("at one instant the exit comes first: a goal without a window is not reached by it, one with is", async () => {
    await run(`journey J for Newsletter { start when contact signs up  exit when contact buys any product
      goal "Now" when contact buys any product  goal "Later" within 5 days when contact buys any product
      delay 10 days }`);
    await arrive();
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    expect(await conversions()).toMatchObject([[DAY, "Later"]]);
    expect((await world.runs())[0]?.state).toBe("exited");
  });

  test("of several runs the latest reaches it, and one that was reached by it gives nothing on to those before", async () => {
    await run(`journey J for Newsletter { start when contact does Booked  one run per entry.event.id
      goal "Back" within 14 days when contact buys any product  delay 1 day }`);
    await arrive();
    await does("Booked", { id: "a" }, T0);
    await world.until(T0 + 2 * DAY);
    await does("Booked", { id: "b" }, T0 + 2 * DAY);
    await world.until(T0 + 3 * DAY);
    await world.buy("ada", "o1", T0 + 3 * DAY);
    await world.buy("ada", "o2", T0 + 3 * DAY);
    const rows = await world.store.db
      .selectFrom("run")
      .select(["key", "converted_at"])
      .orderBy("entered_at")
      .execute();
    expect(rows.map((row) => row.converted_at)).toEqual([null, T0 + 3 * DAY]);
    // An event from before the later one was entered is the earlier one's.
    await world.buy("ada", "o3", T0 + DAY);
    expect(await counts()).toMatchObject({ entered: 2, converted: 2 });
  });

  test("keyed runs each have their own, by what the filter says", async () => {
    await run(`journey J for Newsletter { start when contact does Booked  one run per entry.event.id
      goal "Cancelled" within 14 days when contact does Cancelled where event.id == entry.event.id  delay 1 day }`);
    await arrive();
    await does("Booked", { id: "a" }, T0);
    await does("Booked", { id: "b" }, T0, "second");
    await world.until(T0 + DAY);
    await does("Cancelled", { id: "a" }, T0 + HOUR);
    const rows = await world.store.db.selectFrom("run").select(["entry", "converted_at"]).execute();
    const converted = rows.filter((row) => row.converted_at !== null).map((row) => JSON.stringify(row.entry));
    expect(converted).toEqual([expect.stringContaining('"a"')]);
  });

  test("what starts the run does not reach its goal; a late start looks back", async () => {
    await run(`journey J for Newsletter { start when contact buys any product
      goal "Again" within 14 days when contact buys any product  delay 1 day }`);
    await world.signUp("ada", { points: 0 });
    await world.buy("ada", "o1", T0);
    await world.serveWakes();
    expect(await conversions()).toEqual([]);
    await world.clear();
    await run(`journey J for Newsletter { start when contact does Booked
      goal "Bought" within 14 days when contact buys any product  delay 1 day }`);
    await world.signUp("ada", { points: 0 });
    await world.store.clock.freeze(T0 + 2 * DAY);
    await world.buy("ada", "o1", T0 + DAY);
    await does("Booked", { id: "a" }, T0 + HOUR);
    expect(await conversions()).toMatchObject([[DAY, "Bought"]]);
  });

  test("what reached the goal of one run stays its own when a start is heard of late, and counts for other journeys", async () => {
    await run(`journey J for Newsletter { start when contact does Booked  reenter always
      goal "Bought" when contact buys any product  delay 1 day }
      journey K for Newsletter { start when contact does Cancelled
      goal "Stayed" within 14 days when contact buys any product  delay 1 day }`);
    await arrive();
    await world.until(T0 + HOUR);
    await does("Booked", { id: "a" }, T0 + HOUR);
    await world.until(T0 + 3 * HOUR);
    await world.buy("ada", "o1", T0 + 3 * HOUR);
    await world.until(T0 + 2 * DAY);
    await does("Booked", { id: "b" }, T0 + 2 * HOUR);
    await does("Cancelled", { id: "a" }, T0 + 2 * HOUR);
    expect(await counts()).toMatchObject({ entered: 2, finished: 1, converted: 1 });
    expect(await conversions()).toEqual([
      [3 * HOUR, "Bought"],
      [3 * HOUR, "Stayed"],
    ]);
  });

  test("it is recorded while the journey is paused, and forgotten with the person", async () => {
    await run(`journey J for Newsletter { start when contact signs up
      goal "Back" within 14 days when contact buys any product then exit  delay 5 days }`);
    await arrive();
    await world.store.gateway.setStatus("J", "paused");
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    expect(await counts()).toMatchObject({ exited: 1, converted: 1 });
    await world.store.gateway.eraseContact("ada");
    expect(await counts()).toMatchObject({ exited: 1, converted: 1 });
    const row = await world.store.db
      .selectFrom("run")
      .select(["goal_until", "remembered"])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ goal_until: null, remembered: {} });
  });
});
