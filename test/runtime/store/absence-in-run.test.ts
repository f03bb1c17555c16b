import type { CompiledProject } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compiled, errorsOf } from "../../compiler/lower/compiled.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

/** `does not … for` in a run: times that are each run's own, and what is asked when they are over. */
describe.each(DATABASES)("what does not happen in a run, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  /** A journey that runs for each booking until something ends it; `days` of the booking are its own. */
  const journey = (settings: string, steps: string): CompiledProject => {
    const all = compiled({
      "a.journey": `audience Newsletter { field points: number = 0  tags "vip", "quiet" }
store Boutique { currency EUR }
event Booked { field id: text  field days: number }
journey J for Newsletter {
  start when contact does Booked
  reenter always
  one run per entry
  ${settings}
  ${steps}
}`,
    });
    expect([...errorsOf(all), ...all.leftOut]).toEqual([]);
    return all.project;
  };
  const open = async (settings: string, steps: string): Promise<void> => {
    await world.open(journey(settings, steps), T0);
    await world.activate();
    await world.store.clock.freeze(T0);
    await world.signUp("ada");
  };
  const book = (id: string, days: number, at: number) =>
    world.store.gateway.putEvent({ id, contact: "ada", name: "Booked", at, properties: { id, days } });
  const told = async (kind: string) =>
    ((await world.store.gateway.contact("ada"))?.timeline ?? [])
      .filter((entry) => entry.kind === kind)
      .map(({ at }) => (Date.parse(String(at)) - T0) / DAY)
      .sort((one, other) => one - other);

  test("exits each run when its own time is over since it was done last", async () => {
    await open("exit when contact does not buy any product for entry.event.days * 1 day", "delay 60 days");
    await book("b1", 2, T0);
    await book("b2", 5, T0);
    await world.until(T0 + DAY);
    await world.buy("ada", "o1", T0 + DAY);
    await world.until(T0 + 4 * DAY);
    await world.buy("ada", "o2", T0 + 4 * DAY);
    await world.until(T0 + 30 * DAY);
    expect(await told("exited")).toEqual([3, 9]);
    const { rows } = await world.store.db.executeQuery<{ n: number }>(
      world.store.db
        .selectFrom("alarm")
        .select(({ fn }) => fn.countAll().as("n"))
        .compile(),
    );
    expect(Number(rows[0]?.n), "nobody is left who asks").toBe(0);
  });

  test("what was over before the run began is not counted, until it was done again", async () => {
    await open("exit when contact does not buy any product for entry.event.days * 1 day", "delay 60 days");
    await world.until(T0 + 10 * DAY);
    await book("b1", 2, T0 + 10 * DAY);
    await world.until(T0 + 20 * DAY);
    expect(await told("exited")).toEqual([]);
    await world.buy("ada", "o1", T0 + 20 * DAY);
    await world.until(T0 + 40 * DAY);
    expect(await told("exited")).toEqual([22]);
  });

  test("a late event of before the alarm comes first, as long as nobody has decided", async () => {
    await open("exit when contact does not buy any product for entry.event.days * 1 day", "delay 60 days");
    await book("b1", 5, T0);
    await world.store.clock.freeze(T0 + 6 * DAY);
    await world.buy("ada", "o1", T0 + 3 * DAY);
    await world.until(T0 + 20 * DAY);
    expect(await told("exited")).toEqual([8]);
  });

  test("reaches a goal, also when the run is over", async () => {
    await open(
      'goal "kept away" within 9 days when contact does not buy any product for entry.event.days * 1 day',
      'milestone "begun"',
    );
    await book("b1", 4, T0);
    await book("b2", 12, T0);
    await world.until(T0 + 30 * DAY);
    expect(await told("converted")).toEqual([4]);
  });

  test("ends a wait by what the run remembers, at its own moment however late a worker comes", async () => {
    await open(
      "",
      `remember long = entry.event.days * 1 day
wait up to 6 days { when contact does not buy any product for long since entry { tag "quiet" } otherwise { tag "vip" } }`,
    );
    await book("b1", 3, T0);
    await world.store.clock.freeze(T0 + 20 * DAY);
    await world.buy("ada", "o1", T0 + 4 * DAY);
    await world.until(T0 + 20 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["quiet"]);
    expect(await told("matched")).toEqual([3]);
  });

  test("a filter is asked when the time is over, and not of what happened", async () => {
    await open(
      "exit when contact does not buy any product for 3 days where contact.points >= entry.event.days",
      "delay 60 days",
    );
    await book("b1", 2, T0);
    await book("b2", 9, T0);
    await world.until(T0 + DAY);
    await world.store.gateway.putContact({ id: "ada", imported: false, fields: { points: 5 } });
    await world.buy("ada", "o1", T0 + DAY);
    await world.until(T0 + 30 * DAY);
    expect(await told("exited"), "since the purchase, though it was made by somebody with points").toEqual([
      4,
    ]);
  });
});
